import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveDestination, variables } from './destination';

const app = { repository: 'todo-app/backend' };

describe('resolveDestination', () => {
  it('keeps an image on this machine if nothing is said', () => {
    const local = { name: 'todo-app/backend', repository: 'todo-app/backend', push: false };
    expect(resolveDestination(app, 'backend', {})).toEqual(local);
  });

  it('takes the project for the repository', () => {
    expect(resolveDestination({}, 'backend', {}).repository).toBe('backend');
  });

  it.each([
    ['ghcr.io/me', 'ghcr.io/me/todo-app/backend'],
    ['localhost:5000', 'localhost:5000/todo-app/backend'],
    ['docker.io/me/', 'docker.io/me/todo-app/backend'],
  ])('puts the registry %s before the repository', (registry, repository) => {
    expect(resolveDestination({ ...app, registry }, 'backend', {})).toMatchObject({
      name: 'todo-app/backend',
      repository,
    });
  });

  it('puts the registry in place of one that the repository names itself', () => {
    const options = { repository: 'ghcr.io/me/backend', registry: 'registry.example' };
    expect(resolveDestination(options, 'backend', {}).repository).toBe('registry.example/me/backend');
  });

  it('takes from the environment what the options leave out', () => {
    const environment = { TODO_REGISTRY: 'ghcr.io/me', TODO_PUSH: 'true' };
    expect(resolveDestination(app, 'backend', environment)).toMatchObject({
      repository: 'ghcr.io/me/todo-app/backend',
      push: true,
    });
  });

  it('lets an option win over its variable', () => {
    const environment = { TODO_REGISTRY: 'ghcr.io/me', TODO_PUSH: 'true' };
    const options = { ...app, registry: 'registry.example', push: false };
    expect(resolveDestination(options, 'backend', environment)).toMatchObject({
      repository: 'registry.example/todo-app/backend',
      push: false,
    });
  });

  it('pushes to a registry that the repository names itself', () => {
    expect(resolveDestination({ repository: 'ghcr.io/me/backend', push: true }, 'backend', {}).push).toBe(true);
  });

  it('refuses a push that leads nowhere, and says how to name a registry', () => {
    expect(() => resolveDestination({ ...app, push: true }, 'backend', {})).toThrow(
      'Push todo-app/backend: its name says no registry.',
    );
  });

  it.each(['https://ghcr.io/me', 'me', 'ghcr.io/Me', 'ghcr.io me'])('refuses the registry "%s" by name', (registry) => {
    expect(() => resolveDestination({ ...app, registry }, 'backend', {})).toThrow(`after the registry "${registry}"`);
  });

  it('refuses a variable that is neither true nor false', () => {
    expect(() => resolveDestination(app, 'backend', { TODO_PUSH: 'yes' })).toThrow(
      'Read the variable TODO_PUSH: it is "yes".',
    );
  });
});

describe('the cache of this workspace', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(__dirname, '../../../../..', file), 'utf8'));

  it('knows every variable that decides where an image goes', () => {
    const { namedInputs } = read('nx.json') as { namedInputs: { container: readonly unknown[] } };
    const known = Object.values(variables).map((env) => ({ env }));
    expect(namedInputs.container).toEqual(expect.arrayContaining(known));
  });

  it.each(['apps/backend', 'apps/frontend', 'libs/k8s-chart'])('asks for them in %s', (root) => {
    const { targets } = read(`${root}/project.json`) as { targets: { container: { inputs: readonly string[] } } };
    expect(targets.container.inputs).toContain('container');
  });
});
