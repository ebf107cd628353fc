import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { FilesOfRelease } from './receipt';

/** A numbered file in a folder `migrations`, or in `versions` below it, where Alembic keeps them. */
const migration = /(^|\/)migrations\/(versions\/)?\d[^/]*\.(py|sql|ts|js|mjs)$/;

/** What a migration says in itself if code that does not know it can live with the schema that it leaves. */
const declaration = /\breadable_by_older_code\b(:\s*bool)?\s*=\s*true\b/i;

/** The migrations among the files of a release, in order. Pure. */
export function listMigrations(files: FilesOfRelease): string[] {
  const paths = Object.values(files).flatMap((ofPart) => Object.keys(ofPart));
  return [...new Set(paths)].filter((path) => migration.test(path)).sort();
}

/** How a person calls a migration, short enough for a label. Pure. */
export function nameMigration(path: string): string {
  const name = basename(path, extname(path)).replace(/[^\w.-]/g, '-');
  return name.slice(0, 63).replace(/[^A-Za-z0-9]+$/, '');
}

/** What the newest migrations of a release are called, `none` if it has none. Pure. */
export function nameSchema(files: FilesOfRelease): string {
  const newest = listMigrations(files).at(-1);
  return newest === undefined ? 'none' : nameMigration(newest);
}

/** Whether a migration says that older code can live with it. Pure. */
export function isReadable(text: string): boolean {
  return declaration.test(text);
}

/** The migrations that say so of themselves; one that is not there to be read does not. */
export function listReadable(workspace: string, files: FilesOfRelease): string[] {
  return listMigrations(files).filter((path) => {
    try {
      return isReadable(readFileSync(join(workspace, path), 'utf8'));
    } catch {
      return false;
    }
  });
}

/**
 * The migrations that a deploy brings and that the code which runs now cannot live with. Of a part whose files nobody
 * remembers, nothing can be said. Pure.
 *
 * @param readable the migrations that say of themselves that older code can live with them
 */
export function listBreaking(before: FilesOfRelease, now: FilesOfRelease, readable: readonly string[]): string[] {
  const known = [...listMigrations(before), ...readable];
  const remembered = Object.fromEntries(Object.entries(now).filter(([part]) => part in before));
  return listMigrations(remembered).filter((path) => !known.includes(path));
}
