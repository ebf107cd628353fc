import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { resolveSettings } from './plan';
import type { ContainerOptions } from './schema';
import schema from './schema.json';

/** Every option once; a name that the type has and this lacks, or the other way round, does not compile. */
const everyOption: Required<ContainerOptions> = {
  repository: 'todo-app/backend',
  registry: 'ghcr.io/me',
  push: true,
  dockerfile: 'apps/backend/Dockerfile',
  context: 'apps/backend',
  engine: 'podman',
  target: 'app',
  buildArgs: { DEBUG: '1' },
  platform: 'linux/arm64',
  maxSizeMb: 200,
  verbose: true,
};

const validate = new Ajv({ strict: false, validateSchema: false }).compile(schema);

describe('schema.json', () => {
  it('has the options of the type, no more and no fewer', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(everyOption).sort());
  });

  it('accepts every option', () => {
    expect(validate(everyOption)).toBe(true);
  });

  it.each([
    { pull: true },
    { push: 'always' },
    { engine: 'buildah' },
    { buildArgs: { DEBUG: 1 } },
    { platform: 'windows/amd64' },
    { maxSizeMb: 0 },
    { repository: 'Todo App' },
  ])('refuses %j', (options) => {
    expect(validate(options)).toBe(false);
  });

  it('describes every option', () => {
    expect(Object.values(schema.properties).map(({ description }) => description.length > 20)).not.toContain(false);
  });

  it('has the defaults that the executor takes', () => {
    const settings = resolveSettings({}, { name: 'a', workspace: '/ws', root: 'a' }, 'x64', {});
    for (const [name, property] of Object.entries(schema.properties)) {
      if ('default' in property) expect(settings).toHaveProperty(name, property.default);
    }
  });
});
