import { expect, it } from 'vitest';
import { resolvePaths } from './paths';

const root = { uid: 0, homedir: '/home/ada' };

it('keeps what is per user outside the checkout', () => {
  expect(resolvePaths('/w', { HOME: '/home/ada' }, root)).toMatchObject({
    workspace: '/w',
    cache: '/home/ada/.cache/todo-app',
    data: '/home/ada/.local/share/todo-app',
  });
});

it('follows XDG_CACHE_HOME with what can be made again, and with nothing else', () => {
  const { cache, ...others } = resolvePaths('/w', { XDG_CACHE_HOME: '/big' }, root);
  expect(cache).toBe('/big/todo-app');
  expect(resolvePaths('/w', {}, root)).toMatchObject(others);
});

it('follows XDG_DATA_HOME with what people made, with runtime state of its own', () => {
  const { data, runtime } = resolvePaths('/w', { XDG_DATA_HOME: '/safe' }, root);
  expect(data).toBe('/safe/todo-app');
  expect(runtime).toMatch(/^\/run\/todo-app-[0-9a-f]{8}$/);
  expect(runtime).not.toBe(resolvePaths('/w', {}, root).runtime);
});

it('keeps the runtime state of a plain user in the folder that the session gives', () => {
  const user = { uid: 1000, homedir: '/home/a' };
  expect(resolvePaths('/w', { HOME: '/home/a', XDG_RUNTIME_DIR: '/run/user/1000' }, user).runtime).toEqual(
    expect.stringMatching(/^\/run\/user\/1000\/todo-app-/),
  );
});
