import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError, joinSignals, runOrThrow } from '@todo-app/executors';
import { ensureEntry } from './cache';
import type { Context } from './context';
import { type Paths, programsFolder } from './paths';
import { versions } from './versions';

/** A published program: where it is, and how to get at it. */
export interface Release {
  name: 'helm' | 'kind';
  version: string;
  /** The address of the file; its checksum is published beside it as `<url>.sha256sum`. */
  url: string;
  /** Where the program lies in it, if it is an archive. */
  inArchive?: string;
}

/** The pinned release of helm for a platform. */
export function helmRelease(system: string, architecture: string, site = 'https://get.helm.sh'): Release {
  const platform = `${system}-${architecture}`;
  return {
    name: 'helm',
    version: versions.helm,
    url: `${site}/helm-${versions.helm}-${platform}.tar.gz`,
    inArchive: `${platform}/helm`,
  };
}

/** The pinned release of kind for a platform. */
export function kindRelease(
  system: string,
  architecture: string,
  site = 'https://github.com/kubernetes-sigs/kind/releases/download',
): Release {
  return { name: 'kind', version: versions.kind, url: `${site}/${versions.kind}/kind-${system}-${architecture}` };
}

const releaseFile = ({ name, version }: Release, paths: Paths): string =>
  join(programsFolder(paths), `${name}-${version}`);

/** Whether the per-user cache has a release already. */
export const hasRelease = (release: Release, paths: Paths): boolean => existsSync(releaseFile(release, paths));

/** Downloads a release into the per-user cache, once, and only if its bytes have the published checksum. */
export async function ensureRelease(release: Release, context: Context): Promise<string> {
  const { paths, progress, signal } = context;
  const { name, version, url, inArchive } = release;
  const file = releaseFile(release, paths);
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which downloads ${name}.`);
  };
  const make = async (partial: string): Promise<void> => {
    progress.say(`Downloading ${name} ${version}`);
    const [bytes, sums] = await Promise.all([download(url, signal), download(`${url}.sha256sum`, signal)]);
    checkSum(url, bytes, sums.toString());
    if (inArchive === undefined) await writeFile(partial, bytes, { mode: 0o755 });
    else await unpack(bytes, inArchive, partial, context);
  };
  await ensureEntry(file, make, { signal, onWait });
  return file;
}

async function unpack(archive: Buffer, member: string, target: string, { run, signal }: Context): Promise<void> {
  const folder = `${target}.d`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'archive'), archive);
  await runOrThrow(run, ['tar', '-xzf', join(folder, 'archive'), '-C', folder, member], { signal });
  await rename(join(folder, member), target);
  await rm(folder, { recursive: true });
}

async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  const answer = await fetch(url, { signal: joinSignals(signal, AbortSignal.timeout(300_000)) });
  if (!answer.ok)
    throw new UserError(
      `Download ${url}: the answer was ${answer.status}.`,
      'Try again later, or put the program on PATH.',
    );
  return Buffer.from(await answer.arrayBuffer());
}

/** Throws if the bytes do not have the first checksum of a `sha256sum` text. */
export function checkSum(url: string, bytes: Buffer, sums: string): void {
  const wanted = /^[0-9a-f]{64}/.exec(sums)?.[0];
  const found = createHash('sha256').update(bytes).digest('hex');
  if (wanted === found) return;
  throw new UserError(
    `Download ${url}: the bytes have the checksum ${found}, published is ${wanted ?? 'none'}.`,
    'Nothing was kept. Try again; if it stays so, something between here and there changes the file.',
  );
}
