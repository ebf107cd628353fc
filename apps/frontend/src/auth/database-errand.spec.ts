import { expect, test } from 'vitest';
import { askDatabase, currentErrand } from './database-errand';
import { DatabaseAwayError } from './database-errors';

const GONE = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

/** Somebody in between who hides what happened. */
function swallow(): Promise<string> {
  currentErrand().failure = GONE;
  return Promise.resolve('an empty 500');
}

test('what works is answered', async () => {
  expect(await askDatabase(() => Promise.resolve(1))).toBe(1);
});

test('a database that is away is told, though somebody swallowed it', async () => {
  await expect(askDatabase(swallow)).rejects.toThrow(DatabaseAwayError);
});

test('any other error stays what it is', async () => {
  const error = new Error('a defect');
  await expect(askDatabase(() => Promise.reject(error))).rejects.toBe(error);
});

test.each([
  [true, 2],
  [false, 1],
])('work that may be repeated (%s) is tried %i times', async (isRepeatable, expected) => {
  let count = 0;
  const work = () => (++count === 1 ? swallow() : Promise.resolve('fine'));
  const outcome = await askDatabase(work, { isRepeatable }).catch(String);
  expect(count).toBe(expected);
  expect(outcome === 'fine').toBe(isRepeatable);
});

test('what failed late is not repeated', async () => {
  let count = 0;
  const work = async () => {
    count++;
    await new Promise((resolve) => setTimeout(resolve, 60));
    return swallow();
  };
  await expect(askDatabase(work, { isRepeatable: true, earlyMillis: 50 })).rejects.toThrow(DatabaseAwayError);
  expect(count).toBe(1);
});
