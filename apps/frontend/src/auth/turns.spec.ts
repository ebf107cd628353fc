import { expect, test } from 'vitest';
import { createTurns } from './turns';

test('as many as there is room for go at once, the others in their order', async () => {
  const turns = createTurns(2);
  const gone: number[] = [];
  for (const guest of [1, 2, 3, 4]) void turns.take().then(() => gone.push(guest));
  await Promise.resolve();
  expect(gone).toEqual([1, 2]);
  turns.end();
  await Promise.resolve();
  expect(gone).toEqual([1, 2, 3]);
  turns.end();
  turns.end();
  await Promise.resolve();
  expect(gone).toEqual([1, 2, 3, 4]);
});

test('room that nobody waits for is kept', async () => {
  const turns = createTurns(1);
  await turns.take();
  turns.end();
  let isTaken = false;
  void turns.take().then(() => (isTaken = true));
  await Promise.resolve();
  expect(isTaken).toBe(true);
});
