import { expect, test, vi } from 'vitest';
import { createApiError } from '@/lib/api/errors';
import { createPatience } from './patience';

const asleep = createApiError(503, new Headers({ 'retry-after': '3' }), { code: 'database-away' });

function start() {
  const pauses: number[] = [];
  const told: unknown[] = [];
  const patiently = createPatience(
    (seconds) => {
      pauses.push(seconds);
      return Promise.resolve();
    },
    (awaited) => told.push(awaited),
  );
  return { patiently, pauses, told };
}

test('a sleeping database is asked again when it said, and somebody hears for whom we wait', async () => {
  const { patiently, pauses, told } = start();
  const send = vi.fn().mockRejectedValueOnce(asleep).mockRejectedValueOnce(asleep).mockResolvedValueOnce('awake');
  expect(await patiently(send)).toBe('awake');
  expect(pauses).toEqual([3, 3]);
  expect(told).toEqual(['database', null]);
});

test('the wait is told until the last of several requests is through', async () => {
  const { patiently, told } = start();
  const send = () => vi.fn().mockRejectedValueOnce(asleep).mockResolvedValueOnce('awake');
  await Promise.all([patiently(send()), patiently(send())]);
  expect(told).toEqual(['database', null]);
});

test('a database that stays away is a failure after a minute', async () => {
  const { patiently, pauses, told } = start();
  await expect(patiently(() => Promise.reject(asleep))).rejects.toBe(asleep);
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(60);
  expect(told.at(-1)).toBeNull();
});

test.each([
  [createApiError(500), 'a server that made an error'],
  [createApiError(429, new Headers({ 'retry-after': '30' })), 'a limit'],
])('%s is not waited out', async (error) => {
  const { patiently, pauses, told } = start();
  await expect(patiently(() => Promise.reject(error))).rejects.toBe(error);
  expect([...pauses, ...told]).toEqual([]);
});

test.each([
  ['0', 1],
  ['3600', 10],
])('Retry-After: %s is taken as %d s', async (value, pause) => {
  const { patiently, pauses } = start();
  const error = createApiError(503, new Headers({ 'retry-after': value }));
  await patiently(vi.fn().mockRejectedValueOnce(error).mockResolvedValueOnce(''));
  expect(pauses).toEqual([pause]);
});
