import { describe, expect, it } from 'vitest';
import { findObject, listContainers, podTemplate } from './kubernetes-object';
import { render } from './render';
import { type Values } from './values-files';

async function checksum(component: string, values = {}): Promise<string | undefined> {
  const object = findObject(await render(values), 'Deployment', `todo-app-${component}`);
  return podTemplate(object).metadata.annotations?.['checksum/config'];
}

describe('todo-app-config', () => {
  it('tells each side where the other one is', async () => {
    expect(findObject(await render(), 'ConfigMap', 'todo-app-config').data).toEqual({
      AUTH_AUDIENCE: 'todo-api',
      AUTH_ISSUER: 'todo-app',
      AUTH_JWKS_URL: 'http://frontend-svc/api/auth/jwks',
      BACKEND_URL: 'http://backend-svc:8000',
      NEXT_PUBLIC_API_URL: '/api/backend',
    });
  });

  it('carries NEXT_PUBLIC_API_URL', async () => {
    const url = 'https://todo.example.org/api/backend';
    const objects = await render({ config: { NEXT_PUBLIC_API_URL: url } });
    expect(findObject(objects, 'ConfigMap', 'todo-app-config').data).toMatchObject({ NEXT_PUBLIC_API_URL: url });
  });

  it('carries BETTER_AUTH_ALLOWED_HOSTS to the frontend only if there are any', async () => {
    const hosts = 'todo.example.org,*.preview.example.org';
    const variables = async (values: Values) =>
      listContainers(await render(values)).flatMap(([owner, { env = [] }]) =>
        env.filter(({ name }) => name === 'BETTER_AUTH_ALLOWED_HOSTS').map(() => owner),
      );
    expect(await variables({})).toEqual([]);
    expect(await variables({ config: { BETTER_AUTH_ALLOWED_HOSTS: hosts } })).toEqual([
      'Deployment/todo-app-frontend/migrate',
      'Deployment/todo-app-frontend/frontend',
    ]);
  });

  it.each(['backend', 'frontend'])('rolls the pods of %s when it changes, and only then', async (component) => {
    const before = await checksum(component);
    expect(await checksum(component, { backend: { image: { tag: 'next' } } })).toBe(before);
    expect(await checksum(component, { config: { NEXT_PUBLIC_API_URL: '/elsewhere' } })).not.toBe(before);
  });

  it('holds each key that a container asks it for', async () => {
    const objects = await render({ config: { BETTER_AUTH_ALLOWED_HOSTS: 'todo.example.org' } });
    const keys = Object.keys(findObject(objects, 'ConfigMap', 'todo-app-config').data ?? {});
    const asked = listContainers(objects).flatMap(([, { env = [] }]) =>
      env.flatMap(({ valueFrom }) => valueFrom?.['configMapKeyRef']?.key ?? []),
    );
    expect([...new Set(asked)].sort()).toEqual(keys.sort());
  });
});
