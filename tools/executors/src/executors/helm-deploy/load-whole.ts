import { createReadStream, type ReadStream, statfsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { ProcessError, runOrThrow, type Run } from '../../lib/run';
import { formatBytes } from '../container/report';
import type { Cluster } from './cluster-file';
import { fullName } from './image-reference';
import { buildCtrArgs } from './node-command';
import type { ImageToLoad } from './transfer';

/**
 * Puts all layers of an image into every node.
 *
 * @param scratch a folder for the archive, with room for the whole image
 * @throws UserError if the image cannot be packed or handed over
 */
export async function loadWhole(run: Run, cluster: Cluster, image: ImageToLoad, scratch: string): Promise<void> {
  // minikube leaves the archive in its node under this very name: a name that never changes takes the room of one image
  const archive = join(scratch, 'todo-app-image.tar');
  try {
    await saveImage(run, image, archive);
    await handOver(run, cluster, archive);
  } catch (cause) {
    throw explainLoad(cause, image, scratch);
  } finally {
    await rm(archive, { force: true });
  }
}

async function saveImage(run: Run, { engine, imageId, reference }: ImageToLoad, archive: string): Promise<void> {
  const name = fullName(reference);
  const options = { env: engine.env };
  await runOrThrow(run, [engine.program, 'tag', imageId, name], options);
  await runOrThrow(run, buildSaveArgs(engine.program, archive, name), options);
}

/** Uncompressed, because a layer that is packed the same way each time keeps its digest. Pure. */
export function buildSaveArgs(program: Engine['program'], archive: string, name: string): string[] {
  const format = program === 'podman' ? ['--quiet', '--format', 'oci-archive', '--uncompressed'] : [];
  return [program, 'save', ...format, '--output', archive, name];
}

async function handOver(run: Run, cluster: Cluster, archive: string): Promise<void> {
  if (cluster.load === 'minikube') {
    const argv = ['minikube', 'image', 'load', archive, '-p', cluster.context];
    await runOrThrow(run, argv, { env: cluster.engine?.env ?? {} });
    return;
  }
  for (const { name } of cluster.nodes) {
    const argv = buildCtrArgs(cluster, name, 'images', 'import', '-');
    await runOrThrow(run, argv, { env: cluster.engine?.env ?? {}, input: await openArchive(archive) });
  }
}

/** A stream of a file that is not there would end the whole process; `stat` says it first. */
async function openArchive(archive: string): Promise<ReadStream> {
  await stat(archive);
  return createReadStream(archive);
}

function explainLoad(cause: unknown, { reference, sizeBytes }: ImageToLoad, scratch: string): unknown {
  if (!(cause instanceof ProcessError)) return cause;
  const isFull = /no space left on device/i.test(cause.result.stderr);
  return new UserError(
    `Load ${reference} into the cluster: ${cause.message}`,
    isFull ? adviseFull(scratch, sizeBytes) : 'Run: nx status cluster. If the node is healthy, try again.',
    { cause },
  );
}

/** The archive is still there when this looks, so a folder that it filled has next to no room left. */
function adviseFull(scratch: string, sizeBytes: number): string {
  const { bavail, bsize } = statfsSync(scratch);
  const size = formatBytes(sizeBytes);
  return bavail * bsize < sizeBytes
    ? `${dirname(scratch)} is full: the archive of the image takes ${size} there. Make room, or set TMPDIR to a folder on a larger disk.`
    : `The disk of the node's store is full: the image takes ${size} there. Make room, then try again.`;
}
