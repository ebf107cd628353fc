import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../../lib/run';
import { packImage } from './archive';
import type { Recipe } from './recipe';

/** A base image that was made on this machine and lies in the user's cache. */
export interface LocalBase {
  /** The name that the archive gives it in an engine. */
  reference: string;
  /** `sha256:…` */
  imageId: string;
  /** Path of the archive to load. */
  archive: string;
}

/** `${XDG_CACHE_HOME:-~/.cache}/todo-app`, as an absolute path. */
export function userCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'todo-app');
}

/**
 * Finds a recipe's base in the cache, or makes it. It is built aside and moved into place whole, so neither an
 * interruption nor a second process can leave half of one behind.
 *
 * @param name for the reference, such as `node-builder`
 */
export async function ensureLocalBase(
  run: Run,
  name: string,
  recipe: Recipe,
  cache: string,
  say: (line: string) => void,
): Promise<LocalBase> {
  const key = createHash('sha256').update(JSON.stringify(recipe.contents)).digest('hex').slice(0, 12);
  const home = join(cache, 'bases', `${name}-${key}`);
  if (!existsSync(join(home, 'base.json'))) {
    mkdirSync(join(cache, 'bases'), { recursive: true });
    sweepAbandoned(join(cache, 'bases'));
    const folder = mkdtempSync(join(cache, 'bases', 'making-'));
    try {
      const reference = `localhost/todo-app-base/${name}:${key}`;
      const layers = await recipe.makeLayers({ run, folder, say });
      const { archive, imageId } = await packImage(run, reference, layers, recipe.env);
      const done = join(folder, 'done');
      mkdirSync(done);
      renameSync(archive, join(done, 'image.tar'));
      writeFileSync(join(done, 'base.json'), JSON.stringify({ reference, imageId }));
      if (!existsSync(home)) renameSync(done, home);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const made = JSON.parse(readFileSync(join(home, 'base.json'), 'utf8')) as Omit<LocalBase, 'archive'>;
  return { ...made, archive: join(home, 'image.tar') };
}

/** Removes what a killed process left half made, an hour after it began. */
function sweepAbandoned(bases: string): void {
  for (const name of readdirSync(bases).filter((name) => name.startsWith('making-'))) {
    const folder = join(bases, name);
    if (Date.now() - statSync(folder).mtimeMs > 3_600_000) rmSync(folder, { recursive: true, force: true });
  }
}
