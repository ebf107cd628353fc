import { expect, it } from 'vitest';
import { classifyUpgrade, isMadeHere } from './upgrade';

it.each([
  ['v1.36.3', 'v1.36.3', 'none'],
  ['v1.36.3', 'v1.36.10', 'upgrade'],
  ['v1.36.3', 'v1.37.0', 'upgrade'],
  ['v1.36.3', 'v1.38.0', 'too-far'],
  ['v1.36.10', 'v1.36.3', 'newer'],
  ['v1.37.0', 'v1.36.3', 'newer'],
])('from %s to %s: %s', (has, wants, answer) => {
  expect(classifyUpgrade(has, wants)).toBe(answer);
});

it('knows the images that are made here', () => {
  expect([isMadeHere('localhost/todo-app/node:abc'), isMadeHere('docker.io/kindest/node:v1.37.0')]).toEqual([
    true,
    false,
  ]);
});
