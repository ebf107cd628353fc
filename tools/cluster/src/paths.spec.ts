import { expect, it } from 'vitest';
import { resolvePaths } from './paths';

const root = { uid: 0, homedir: '/home/ada' };

it('keeps what is per user outside the checkout', () => {
  expect(resolvePaths('/w', { HOME: '/home/ada' }, root)).toEqual({
    workspace: '/w',
    cache: '/home/ada/.cache/todo-app',
    runtime: '/run/todo-app',
  });
});

it('follows XDG_CACHE_HOME, with runtime state of its own', () => {
  const { cache, runtime } = resolvePaths('/w', { XDG_CACHE_HOME: '/big' }, root);
  expect(cache).toBe('/big/todo-app');
  expect(runtime).toMatch(/^\/run\/todo-app-[0-9a-f]{8}$/);
});

it('keeps the runtime state of a plain user in the folder that the session gives', () => {
  const user = { uid: 1000, homedir: '/home/a' };
  expect(resolvePaths('/w', { HOME: '/home/a', XDG_RUNTIME_DIR: '/run/user/1000' }, user).runtime).toBe(
    '/run/user/1000/todo-app',
  );
});
