import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureBundles, listPrograms } from './bundle.mjs';

let folder: string;
let cache: string;
let programs: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  cache = join(folder, 'cache');
  programs = { greet: join(folder, 'greet.ts') };
  writeFileSync(join(folder, 'word.ts'), 'export const word: string = "Hello";\n');
  writeFileSync(
    join(folder, 'greet.ts'),
    'import { word } from "./word";\nexport const place = __dirname;\nexport default word;\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const load = async (bundles: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(join(bundles, 'greet.mjs')).href)) as Record<string, unknown>;

it('makes JavaScript that still knows where its source lies', async () => {
  expect(await load(await ensureBundles(programs, cache))).toMatchObject({ default: 'Hello', place: folder });
});

it('makes nothing anew where nothing has changed', async () => {
  const made = await ensureBundles(programs, cache);
  expect(await ensureBundles(programs, cache)).toBe(made);
});

it.each([
  ['greet.ts', 'export default "Good day";\n'],
  ['word.ts', 'export const word: string = "Good day";\n'],
])('makes all anew where %s has changed', async (file, text) => {
  const made = await ensureBundles(programs, cache);
  writeFileSync(join(folder, file), text);
  const next = await ensureBundles(programs, cache);
  expect(next).not.toBe(made);
  expect(await load(next)).toMatchObject({ default: 'Good day' });
});

it('makes all anew where a bundle was removed, or another program came', async () => {
  rmSync(await ensureBundles(programs, cache), { recursive: true });
  expect(await load(await ensureBundles(programs, cache))).toMatchObject({ default: 'Hello' });
  const more = { ...programs, other: join(folder, 'word.ts') };
  expect(readdirSync(await ensureBundles(more, cache))).toContain('other.mjs');
});

it('leaves whole bundles when several processes begin at once', async () => {
  const made = await Promise.all([1, 2, 3].map(() => ensureBundles(programs, cache)));
  for (const each of made) expect(await load(each)).toMatchObject({ default: 'Hello' });
  expect(made).toContain(await ensureBundles(programs, cache));
});

it('knows each executor', async () => {
  const { executors } = (await import('../executors.json')).default;
  expect(Object.keys(listPrograms())).toEqual(expect.arrayContaining(['cluster', ...Object.keys(executors)]));
  for (const [name, { implementation }] of Object.entries(executors))
    expect(implementation).toBe(`./executors.cjs#${name}`);
});
