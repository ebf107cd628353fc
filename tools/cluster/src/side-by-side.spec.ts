import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side';

const never = new AbortController().signal;

it('gives the results in the order of the tasks', async () => {
  const results = await sideBySide(
    never,
    async () => (await sleep(5), 'a'),
    () => Promise.resolve(2),
  );
  expect(results).toEqual(['a', 2]);
});

it('ends the others at the first failure, and throws it when they are gone', async () => {
  let gone = false;
  const other = async (signal: AbortSignal): Promise<void> => {
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    await sleep(20);
    gone = true;
  };
  await expect(sideBySide(never, other, () => Promise.reject(new Error('first')))).rejects.toThrow('first');
  expect(gone).toBe(true);
});
