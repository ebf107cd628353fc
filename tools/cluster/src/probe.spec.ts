import { expect, it } from 'vitest';
import { createProbe } from './probe';
import { makeWorld } from './testing/world';

it('asks once and remembers the answer for half an hour, also for a later run', async () => {
  const { context } = makeWorld();
  let asked = 0;
  let clock = 0;
  const ask = (): Promise<boolean> => Promise.resolve((asked += 1) > 0);
  const probe = () => createProbe(context.paths, ask, () => clock)('https://example.test');
  await probe();
  clock = 29 * 60_000;
  await probe();
  expect(asked).toBe(1);
  clock = 31 * 60_000;
  await probe();
  expect(asked).toBe(2);
});

it('remembers a silence as well', async () => {
  const { context } = makeWorld();
  const silent = createProbe(context.paths, () => Promise.resolve(false));
  expect(await silent('https://example.test')).toBe(false);
  const other = createProbe(context.paths, () => Promise.resolve(true));
  expect(await other('https://example.test')).toBe(false);
});

it('keeps the answers for different addresses apart', async () => {
  const { context } = makeWorld();
  const probe = createProbe(context.paths, (url) => Promise.resolve(url.endsWith('a')));
  expect([await probe('https://a'), await probe('https://b')]).toEqual([true, false]);
});

it('takes an address that nobody answers at for silent', async () => {
  const { context } = makeWorld();
  expect(await createProbe(context.paths)('http://127.0.0.1:1')).toBe(false);
});
