import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../lib/run';
import { ensureLocalBase, type LocalBase, userCache } from './cache';
import type { Recipe } from './recipe';

let cache: string;
let made: number;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'bases-'));
  made = 0;
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

/** A base of one small file, and an image id that must follow from it alone. */
const recipe = (content: string): Recipe => ({
  title: 'test',
  contents: { content },
  env: ['PATH=/bin'],
  makeLayers: async ({ folder }) => {
    made += 1;
    writeFileSync(join(folder, 'file'), content);
    const layer = join(folder, 'layer.tar');
    await run(['tar', '--mtime=@0', '--owner=0', '--group=0', '-cf', layer, '-C', folder, 'file']);
    return [layer];
  },
});
const ensure = (content: string, at = cache): Promise<LocalBase> =>
  ensureLocalBase(run, 'node-runtime', recipe(content), at, () => undefined);

describe('ensureLocalBase', () => {
  it('makes a base once', async () => {
    expect(await ensure('a')).toEqual(await ensure('a'));
    expect(made).toBe(1);
  });

  it('gives equal content an equal id in every cache', async () => {
    expect((await ensure('a', join(cache, '1'))).imageId).toBe((await ensure('a', join(cache, '2'))).imageId);
    expect(made).toBe(2);
  });

  it('gives other content another id and another name', async () => {
    const [one, two] = [await ensure('a'), await ensure('b')];
    expect(one.imageId).not.toBe(two.imageId);
    expect(one.reference).not.toBe(two.reference);
  });

  it('packs an archive that names its image, config and layers', async () => {
    const { archive, reference, imageId } = await ensure('a');
    const { stdout } = await run(['tar', '-xOf', archive, 'manifest.json']);
    expect(JSON.parse(stdout)).toEqual([
      {
        Config: `${imageId.slice(7)}.json`,
        RepoTags: [reference],
        Layers: [expect.stringMatching(/^[0-9a-f]{64}\.tar$/)],
      },
    ]);
  });

  it('leaves nothing behind when a recipe fails', async () => {
    const broken = { ...recipe('a'), makeLayers: () => Promise.reject(new Error('no network')) };
    await expect(ensureLocalBase(run, 'x', broken, cache, () => undefined)).rejects.toThrow('no network');
    expect(readdirSync(join(cache, 'bases'))).toEqual([]);
  });

  it('sweeps up what was abandoned more than an hour ago', async () => {
    const [old, recent] = [join(cache, 'bases/making-old'), join(cache, 'bases/making-recent')];
    for (const folder of [old, recent]) mkdirSync(folder, { recursive: true });
    utimesSync(old, 0, 0);
    await ensure('a');
    expect([existsSync(old), existsSync(recent)]).toEqual([false, true]);
  });
});

describe('userCache', () => {
  it('lies where XDG says', () => {
    expect(userCache({ XDG_CACHE_HOME: '/x' })).toBe('/x/todo-app');
  });
});
