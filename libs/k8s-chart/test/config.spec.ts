import { describe, expect, it } from 'vitest';
import { findObject, listContainers, podTemplate } from './kubernetes-object';
import { render } from './render';
import { type Values } from './values-files';

async function checksum(component: string, values = {}): Promise<string | undefined> {
  const object = findObject(await render(values), 'Deployment', `todo-app-${component}`);
  return podTemplate(object).metadata.annotations?.['checksum/config'];
}

/** The containers that read a variable. */
async function listReaders(variable: string, values: Values): Promise<string[]> {
  return listContainers(await render(values)).flatMap(([owner, { env = [] }]) =>
    env.filter(({ name }) => name === variable).map(() => owner),
  );
}

describe('todo-app-config', () => {
  it('tells each side where the other one is', async () => {
    expect(findObject(await render(), 'ConfigMap', 'todo-app-config').data).toEqual({
      ASSISTANT_DAILY_TURNS: '100',
      AUTH_AUDIENCE: 'todo-api',
      AUTH_ISSUER: 'todo-app',
      AUTH_JWKS_URL: 'http://frontend-svc/api/auth/jwks',
      AUTH_USER_TABLE: 'public.user',
      BACKEND_URL: 'http://backend-svc:8000',
      COHERE_MODELS: 'command-a-03-2025,command-r7b-12-2024',
      NEXT_PUBLIC_API_URL: '/api/backend',
    });
  });

  it('carries NEXT_PUBLIC_API_URL', async () => {
    const url = 'https://todo.example.org/api/backend';
    const objects = await render({ config: { NEXT_PUBLIC_API_URL: url } });
    expect(findObject(objects, 'ConfigMap', 'todo-app-config').data).toMatchObject({ NEXT_PUBLIC_API_URL: url });
  });

  it.each([
    ['BETTER_AUTH_ALLOWED_HOSTS', 'frontend', 'todo.example.org,*.preview.example.org'],
    ['COHERE_BASE_URL', 'backend', 'http://scripted-cohere:8080/v2'],
  ])('carries %s to the %s only if there is one', async (variable, component, value) => {
    expect(await listReaders(variable, {})).toEqual([]);
    expect(await listReaders(variable, { config: { [variable]: value } })).toEqual([
      `Deployment/todo-app-${component}/migrate`,
      `Deployment/todo-app-${component}/${component}`,
    ]);
  });

  it.each(['COHERE_MODELS', 'ASSISTANT_DAILY_TURNS'])('carries %s to the backend', async (variable) => {
    expect(await listReaders(variable, {})).toContain('Deployment/todo-app-backend/backend');
  });

  it.each(['backend', 'frontend'])('rolls the pods of %s when it changes, and only then', async (component) => {
    const before = await checksum(component);
    expect(await checksum(component, { backend: { image: { tag: 'next' } } })).toBe(before);
    expect(await checksum(component, { config: { NEXT_PUBLIC_API_URL: '/elsewhere' } })).not.toBe(before);
  });

  it('holds each key that a container asks it for', async () => {
    const config = { BETTER_AUTH_ALLOWED_HOSTS: 'todo.example.org', COHERE_BASE_URL: 'https://model.example.org' };
    const objects = await render({ config });
    const keys = Object.keys(findObject(objects, 'ConfigMap', 'todo-app-config').data ?? {});
    const asked = listContainers(objects).flatMap(([, { env = [] }]) =>
      env.flatMap(({ valueFrom }) => valueFrom?.['configMapKeyRef']?.key ?? []),
    );
    expect([...new Set(asked)].sort()).toEqual(keys.sort());
  });
});
