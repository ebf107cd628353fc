import { expect, it } from 'vitest';
import { run } from '../../../lib/run';
import { makeNginxRecipe } from './nginx';

const knows = async (reference: string): Promise<boolean> =>
  (await makeNginxRecipe({ arg: 'NGINX_IMAGE', reference, variant: 'runtime' }, run)) !== undefined;

it.each(['nginx:1.28-alpine-slim', 'nginx:1.26', 'docker.io/library/nginx:1.28.0'])('knows %s', async (reference) => {
  expect(await knows(reference)).toBe(true);
});

it.each(['nginx', 'nginx:alpine', 'nginx:2.0', 'ghcr.io/library/nginx:1.28', 'nginxinc/nginx-unprivileged:1.28'])(
  'does not take %s for it',
  async (reference) => {
    expect(await knows(reference)).toBe(false);
  },
);
