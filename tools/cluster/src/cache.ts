import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Waiting, withLock } from './lock';

/** A short hash of the names and bytes of all files in folders, and of some words: the key of what is made from them. */
export function hashInputs(folders: readonly string[], words: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(words));
  for (const folder of folders)
    for (const file of listFiles(folder)) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 12);
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/**
 * Makes sure that `path` is there. If not, `make` fills a path beside it, which then takes its name: a reader sees
 * nothing or all. One process at a time works on one path; what an interrupted one left is removed first.
 */
export async function ensureEntry(
  path: string,
  make: (partial: string) => Promise<void>,
  waiting: Waiting,
): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  await withLock(`${path}.lock`, waiting, async () => {
    if (existsSync(path)) return;
    const leftovers = (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.partial`));
    for (const name of leftovers) await rm(join(dirname(path), name), { recursive: true, force: true });
    const partial = `${path}.partial-${process.pid}`;
    await make(partial);
    await rename(partial, path);
  });
}
