import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withLock } from './lock';
import { makeWorld } from './testing/world';

const quiet = { signal: new AbortController().signal, onWait: () => undefined };

it('lets one body run at a time', async () => {
  const lock = `${makeWorld().folder}/lock`;
  const steps: string[] = [];
  const body = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`);
    await sleep(20);
    steps.push(`${name} ends`);
  };
  await Promise.all([withLock(lock, quiet, body('a')), withLock(lock, quiet, body('b'))]);
  const first = steps[0]?.charAt(0);
  expect(steps[1]).toBe(`${first} ends`);
});

it('says once who holds the lock', async () => {
  const lock = `${makeWorld().folder}/lock`;
  const told: number[] = [];
  const waiting = { ...quiet, onWait: (pid: number) => void told.push(pid) };
  await Promise.all([withLock(lock, waiting, () => sleep(700)), withLock(lock, waiting, () => sleep(0))]);
  expect(told).toEqual([process.pid]);
});

it('breaks the lock of a process that is gone', async () => {
  const world = makeWorld();
  const lock = world.file('lock', '4194305 1\n');
  expect(await withLock(lock, quiet, () => Promise.resolve('done'))).toBe('done');
});

it.skipIf(process.platform !== 'linux')(
  'breaks a lock whose number went to another process (needs /proc)',
  async () => {
    const lock = makeWorld().file('lock', `${process.pid} 1\n`);
    expect(await withLock(lock, quiet, () => Promise.resolve('done'))).toBe('done');
  },
);

it('is gone after a failure', async () => {
  const lock = `${makeWorld().folder}/lock`;
  await expect(withLock(lock, quiet, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(lock)).toBe(false);
});

it('stops waiting when it is told to', async () => {
  const lock = `${makeWorld().folder}/lock`;
  await withLock(lock, quiet, async () => {
    const signal = AbortSignal.timeout(50);
    await expect(withLock(lock, { ...quiet, signal }, () => Promise.resolve())).rejects.toThrow(/abort/i);
  });
});
