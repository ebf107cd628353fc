import dockerignore from '@balena/dockerignore';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One file of a build context, as far as it can change an image. */
export interface ContextFile {
  /** Relative to the context, with `/`. */
  path: string;
  /** Hex digest of the content, or of the target of a symbolic link. */
  sha256: string;
  /** `file`, `executable` or `link`. */
  kind: string;
}

/**
 * Lists and hashes the files that the engine would take into a build, sorted by path: those in `context` that
 * the ignore file lets in. A folder that no pattern can bring back is never entered, so node_modules costs
 * nothing.
 *
 * @param context absolute path of the context folder
 * @param ignore text of the ignore file, empty if there is none
 */
export function readContextFiles(context: string, ignore: string): ContextFile[] {
  const patterns = ignore.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const filter = dockerignore({ ignorecase: false }).add(patterns);
  const comebacks = patterns.filter((line) => line.startsWith('!')).map((line) => line.slice(1).replace(/^\/+/, ''));
  const files: ContextFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(context, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      const ignored = filter.ignores(path);
      if (entry.isDirectory()) {
        if (!ignored || comebacks.some((pattern) => reachesInto(pattern, path))) walk(path);
      } else if (!ignored) {
        files.push(readEntry(context, path));
      }
    }
  };
  walk('');
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}

/**
 * The ignore file that applies to a Dockerfile: the one beside it that bears its name, else the context's own.
 *
 * @returns its text, empty if there is none
 */
export function readIgnoreFile(dockerfile: string, context: string): string {
  for (const file of [`${dockerfile}.dockerignore`, join(context, '.dockerignore')]) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // the next one
    }
  }
  return '';
}

/** Whether a `!pattern` could let in something below `folder`: no for a pattern whose fixed start lies elsewhere. */
export function reachesInto(pattern: string, folder: string): boolean {
  const fixed = (pattern.split(/[*?[]/)[0] ?? '').replace(/\/+$/, '');
  if (fixed === pattern.replace(/\/+$/, '')) return `${fixed}/`.startsWith(`${folder}/`);
  return `${folder}/`.startsWith(fixed) || fixed.startsWith(`${folder}/`);
}

function readEntry(context: string, path: string): ContextFile {
  const absolute = join(context, path);
  const stat = lstatSync(absolute);
  const link = stat.isSymbolicLink();
  const content = link ? readlinkSync(absolute) : stat.isFile() ? readFileSync(absolute) : '';
  const kind = link ? 'link' : stat.mode & 0o111 ? 'executable' : 'file';
  return { path, kind, sha256: createHash('sha256').update(content).digest('hex') };
}
