import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ensureEntry, hashInputs } from './cache';
import { makeWorld } from './testing/world';

const quiet = { signal: new AbortController().signal, onWait: () => undefined };

it('makes an entry once', async () => {
  const path = `${makeWorld().folder}/a/entry`;
  let made = 0;
  const make = (partial: string): Promise<void> => writeFile(partial, String((made += 1)));
  await ensureEntry(path, make, quiet);
  await ensureEntry(path, make, quiet);
  expect([made, readFileSync(path, 'utf8')]).toEqual([1, '1']);
});

it('shows nothing of an entry whose making failed', async () => {
  const path = `${makeWorld().folder}/entry`;
  const make = async (partial: string): Promise<void> => {
    await writeFile(partial, 'half');
    throw new Error('no');
  };
  await expect(ensureEntry(path, make, quiet)).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});

it('removes what an interrupted run left', async () => {
  const world = makeWorld();
  const leftover = world.file('entry.partial-1', 'half');
  await ensureEntry(`${world.folder}/entry`, (partial) => writeFile(partial, 'whole'), quiet);
  expect(existsSync(leftover)).toBe(false);
});

it('makes an entry once for two that want it at the same time', async () => {
  const path = `${makeWorld().folder}/entry`;
  let made = 0;
  const make = (partial: string): Promise<void> => writeFile(partial, String((made += 1)));
  await Promise.all([ensureEntry(path, make, quiet), ensureEntry(path, make, quiet)]);
  expect(made).toBe(1);
});

it('hashes names, bytes and words, and nothing else', () => {
  const hash = (files: Record<string, string>, words: string[] = []): string => {
    const world = makeWorld();
    for (const [name, text] of Object.entries(files)) world.file(`in/${name}`, text);
    return hashInputs([`${world.folder}/in`], words);
  };
  const base = hash({ 'a/b': '1', c: '2' });
  expect(hash({ c: '2', 'a/b': '1' })).toBe(base);
  expect(hash({ 'a/b': '1', c: '3' })).not.toBe(base);
  expect(hash({ 'a/b': '1', d: '2' })).not.toBe(base);
  expect(hash({ 'a/b': '1', c: '2' }, ['word'])).not.toBe(base);
});
