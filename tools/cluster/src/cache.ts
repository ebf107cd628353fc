import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listFiles } from './machine';

/** A short hash of the names and bytes of all files in folders, and of some words: the key of what is made from them. */
export function hashInputs(folders: readonly string[], words: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const folder of folders)
    for (const file of listFiles(folder)) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Makes sure that `path` is there. If not, `make` fills a path beside it, which then takes its name: a reader sees
 * nothing or all. One process at a time works on one path; what an interrupted one left is removed first.
 */
export async function ensureEntry(
  path: string,
  make: (partial: string) => Promise<void>,
  options: { signal: AbortSignal; onWait: (pid: number) => void },
): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  await withLock(`${path}.lock`, options, async () => {
    if (existsSync(path)) return;
    const leftovers = (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.partial`));
    for (const name of leftovers) await rm(join(dirname(path), name), { recursive: true, force: true });
    const partial = `${path}.partial-${process.pid}`;
    await make(partial);
    await rename(partial, path);
  });
}

/** Runs `body` while holding a lock file with our process id. A lock whose process is gone is broken. */
export async function withLock<T>(
  lock: string,
  options: { signal: AbortSignal; onWait: (pid: number) => void },
  body: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  let told = 0;
  for (;;) {
    try {
      await writeFile(lock, `${process.pid}\n`, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readHolder(lock);
      if (holder === undefined || !isAlive(holder)) await rm(lock, { force: true });
      else {
        if (told !== holder) options.onWait(holder);
        told = holder;
        await sleep(300, undefined, { signal: options.signal });
      }
    }
  }
  try {
    return await body();
  } finally {
    await rm(lock, { force: true });
  }
}

function readHolder(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
