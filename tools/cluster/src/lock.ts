import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How to wait for another process: until aborted, telling once who holds the lock. */
export interface Waiting {
  signal: AbortSignal;
  onWait: (pid: number) => void;
}

/** Runs `body` while a lock file names our process. A lock whose process is gone is broken, by one waiter at a time. */
export async function withLock<T>(lock: string, waiting: Waiting, body: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  let told: number | undefined;
  while (!(await take(lock))) {
    const holder = readHolder(lock);
    if (holder === undefined) continue;
    if (!isAlive(holder)) await breakLock(lock, holder, waiting);
    else {
      if (told !== holder.pid) waiting.onWait(holder.pid);
      told = holder.pid;
      await sleep(300, undefined, { signal: waiting.signal });
    }
  }
  try {
    return await body();
  } finally {
    await rm(lock, { force: true });
  }
}

/**
 * Whoever breaks a lock holds a lock on that very taking of it. Two waiters that saw the same dead holder can thus never
 * remove, one after the other, first its lock and then the one that a third has taken since.
 */
async function breakLock(lock: string, dead: Holder, waiting: Waiting): Promise<void> {
  await withLock(`${lock}.${dead.taking}`, waiting, async () => {
    if (readHolder(lock)?.taking === dead.taking) await rm(lock, { force: true });
  });
}

/** A lock appears with its content in one step, so nobody ever reads half of it. */
async function take(lock: string): Promise<boolean> {
  const taking = randomUUID();
  const own = `${lock}.${taking}.new`;
  try {
    await writeFile(own, `${process.pid} ${taking} ${readStart(process.pid)}\n`);
    await link(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

interface Holder {
  pid: number;
  /** Names this one taking of the lock, also among those of the same process. */
  taking: string;
  /** When the process began, so that another one with the same number is not taken for it. */
  start: string;
}

function readHolder(lock: string): Holder | undefined {
  try {
    const [pid = '0', taking = '', start = ''] = readFileSync(lock, 'utf8').trim().split(' ');
    return { pid: Number(pid), taking, start };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, start }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return readStart(pid) === start;
}

/** Field 22 of /proc/PID/stat, in clock ticks after boot; empty where there is no /proc. */
function readStart(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
