import { describe, expect, it } from 'vitest';
import type { ImageFile } from '../../lib/image-file';
import type { Run } from '../../lib/run';
import { checkPresence, checkPushed } from './check-registry';
import type { ImagePlan } from './image-plan';

const digest = `sha256:${'d'.repeat(64)}`;
const settings = { command: 'nx deploy k8s-chart', workspace: '/nowhere' };
const cluster = { load: 'registry', context: 'prod' } as const;
const built = (repository: string) => new Map([['backend', { repository, engine: 'podman' } as ImageFile]]);
const plan = (repository: string, pinned = ''): ImagePlan => ({
  key: 'backend',
  reference: { repository, tag: pinned ? '' : '1', digest: pinned },
  inputs: '',
  reason: 'new',
  load: undefined,
});

describe('checkPushed', () => {
  it('names an image that was never pushed, and how to push it', () => {
    const [obstacle] = checkPushed([plan('todo-app/backend')], built('todo-app/backend'), cluster, settings);
    expect(obstacle?.message).toBe(
      '"prod" takes images from a registry, and that of "backend" (todo-app/backend:1) was never pushed to one.',
    );
    expect(obstacle?.hint).toContain('TODO_REGISTRY=registry.example/me TODO_PUSH=true nx deploy k8s-chart');
  });

  it('asks only for the push where the registry is named', () => {
    const repository = 'ghcr.io/me/backend';
    const [obstacle] = checkPushed([plan(repository)], built(repository), cluster, settings);
    expect(obstacle?.hint).toBe('Run: TODO_PUSH=true nx deploy k8s-chart');
  });

  it.each<[string, ImagePlan, Parameters<typeof checkPushed>[2]]>([
    ['has a digest', plan('ghcr.io/me/backend', digest), cluster],
    ['is named in a values file with its registry', plan('ghcr.io/me/api'), cluster],
    ['runs already', { ...plan('todo-app/backend'), reason: 'same bytes' }, cluster],
    ['is put into the node', plan('todo-app/backend'), { ...cluster, load: 'kind' }],
    ['is shared with the engine', plan('todo-app/backend'), { ...cluster, load: 'none' }],
  ])('has nothing against an image that %s', (_, image, where) => {
    expect(checkPushed([image], built('todo-app/backend'), where, settings)).toEqual([]);
  });
});

describe('checkPresence', () => {
  const repository = 'ghcr.io/me/backend';
  const check = async (stderr: string, image = plan(repository, digest), load: 'registry' | 'none' = 'registry') => {
    const run: Run = (argv) =>
      Promise.resolve({ argv, exitCode: stderr ? 125 : 0, signal: null, timedOut: false, stdout: 'podman 5', stderr });
    return checkPresence(run, [image], built(repository), { load }, settings);
  };

  it('names an image that its registry has lost, and how to push it again', async () => {
    const [obstacle] = await check('Error: manifest unknown');
    expect(obstacle?.message).toBe(
      `The image of "backend" was pushed once, but ghcr.io does not have ${repository}@${digest} any more.`,
    );
    expect(obstacle?.hint).toBe('Push it again: nx deploy k8s-chart --skip-nx-cache');
  });

  it('names one that a component of no part in the deploy was to keep', async () => {
    const kept: ImagePlan = { ...plan(repository, digest), reason: 'kept from the live release' };
    const [obstacle] = await check('Error: manifest unknown', kept);
    expect(obstacle?.message).toBe(
      `"backend" is not part of this deploy and keeps its image, but ghcr.io does not have ${repository}@${digest} any more.`,
    );
    expect(obstacle?.hint).toContain('Run: nx deploy k8s-chart');
  });

  it('has nothing against an image that is there', async () => {
    expect(await check('')).toEqual([]);
  });

  it('leaves a registry that this machine cannot ask to the nodes', async () => {
    expect(await check('Error: dial tcp: i/o timeout')).toEqual([]);
  });

  it.each([
    ['runs already', { ...plan(repository, digest), reason: 'same bytes' }, 'registry'],
    ['goes by its tag', plan(repository), 'registry'],
    ['comes from elsewhere', plan(repository, digest), 'none'],
  ] as const)('does not ask for an image that %s', async (_, image, load) => {
    expect(await check('Error: manifest unknown', image, load)).toEqual([]);
  });
});
