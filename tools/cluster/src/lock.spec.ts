import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withLock } from './lock';
import { makeWorld } from './testing/world';

/** When this process began, in the form of the lock file. */
const readStart = (): string =>
  existsSync('/proc/self/stat') ? (readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19] ?? '') : '';

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
  const lock = world.file('lock', '4194305 first 1\n');
  expect(await withLock(lock, quiet, () => Promise.resolve('done'))).toBe('done');
});

it('is broken by one of many waiters, and then held by one at a time', async () => {
  const lock = makeWorld().file('lock', '4194305 first 1\n');
  let inside = 0;
  let most = 0;
  const body = async (): Promise<void> => {
    most = Math.max(most, (inside += 1));
    await sleep(5);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 9 }, () => withLock(lock, quiet, body)));
  expect(most).toBe(1);
});

it('is not broken in the name of a holder that is not its own any more', async () => {
  const world = makeWorld();
  const lock = world.file('lock', '4194305 first 1\n');
  // another waiter is just breaking it, and a third takes it before that one lets go
  const breaking = withLock(`${lock}.first`, quiet, async () => {
    await sleep(400);
    world.file('lock', `${process.pid} second ${readStart()}\n`);
  });
  const late = withLock(lock, { ...quiet, signal: AbortSignal.timeout(1500) }, () => Promise.resolve('in'));
  await breaking;
  await expect(late).rejects.toThrow(/abort/i);
  expect(world.read('lock')).toContain('second');
});

it.skipIf(process.platform !== 'linux')(
  'breaks a lock whose number went to another process (needs /proc)',
  async () => {
    const lock = makeWorld().file('lock', `${process.pid} first 1\n`);
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
