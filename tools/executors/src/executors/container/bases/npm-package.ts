import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../lib/errors';
import { runOrThrow } from '../../../lib/run';
import type { Workshop } from './recipe';

/** A package of the npm registry, pinned by the hash of its bytes. */
export interface NpmPackage {
  name: string;
  version: string;
  /** As in a lockfile, `sha512-…`. */
  integrity: string;
}

/**
 * Downloads a package and checks its bytes.
 *
 * @returns the path of its .tgz
 * @throws UserError if the bytes are not the pinned ones
 */
export async function downloadNpmPackage({ run, folder, say }: Workshop, wanted: NpmPackage): Promise<string> {
  const spec = `${wanted.name}@${wanted.version}`;
  say(`downloading ${spec}`);
  const { stdout } = await runOrThrow(run, ['npm', 'pack', spec, '--pack-destination', folder, '--silent'], {
    cwd: folder,
  });
  const file = join(folder, stdout.trim().split('\n').at(-1) ?? '');
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (integrity !== wanted.integrity) {
    throw new UserError(
      `Download ${spec}: its integrity is ${integrity}, not ${wanted.integrity}.`,
      'Something between this machine and the npm registry changes packages; nothing was built from it.',
    );
  }
  return file;
}
