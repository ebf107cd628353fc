import { createReadStream, type ReadStream, statfsSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { ProcessError, runOrThrow, type Run } from '../../lib/run';
import { formatBytes } from '../container/report';
import type { Cluster } from './cluster-file';
import { fullName } from './image-reference';
import { nodesHave, parseCriImages, parseMinikubeImages, parseNodeImages, type NodeImage } from './node-images';

/** What one load needs: an image in the engine that built it, and the name that pods will ask for. */
export interface ImageToLoad {
  engine: Engine;
  imageId: string;
  reference: string;
  /** Uncompressed, which is what its archive takes. */
  sizeBytes: number;
}

/**
 * Asks each node which images it has.
 *
 * @returns one list per node, or `undefined` where nodes take images from a registry or share the engine's own
 */
export async function readNodeImages(run: Run, cluster: Cluster): Promise<NodeImage[][] | undefined> {
  const options = { env: cluster.engine?.env ?? {}, timeoutSeconds: 30 };
  if (cluster.load === 'kind') {
    const tables = cluster.nodes.map(({ name }) => runOrThrow(run, ctr(cluster, name, 'images', 'check'), options));
    return (await Promise.all(tables)).map(({ stdout }) => parseNodeImages(stdout));
  }
  if (cluster.load === 'minikube' && cluster.nodes.length > 1) {
    // minikube's own list is of all nodes together, and its load passes over a node that fails
    const lists = cluster.nodes.map(({ name }) => runOrThrow(run, crictl(cluster, name), options));
    return (await Promise.all(lists)).map(({ stdout }) => parseCriImages(stdout));
  }
  if (cluster.load === 'minikube') {
    const list = await runOrThrow(run, ['minikube', 'image', 'ls', '--format', 'json', '-p', cluster.context], options);
    return [parseMinikubeImages(list.stdout)];
  }
  return undefined;
}

/**
 * Puts an image into every node and proves that each can run exactly these bytes under the reference.
 *
 * @param scratch a folder for the archive, with room for the whole image
 * @throws UserError if the image cannot be packed, handed over, or is not there afterwards
 */
export async function loadImage(run: Run, cluster: Cluster, image: ImageToLoad, scratch: string): Promise<void> {
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
  await proveLoaded(run, cluster, image);
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

/** A stream of a file that is not there would end the whole process; `stat` says it first. */
async function openArchive(archive: string): Promise<ReadStream> {
  await stat(archive);
  return createReadStream(archive);
}

async function handOver(run: Run, cluster: Cluster, archive: string): Promise<void> {
  const env = cluster.engine?.env ?? {};
  if (cluster.load === 'minikube') {
    await runOrThrow(run, ['minikube', 'image', 'load', archive, '-p', cluster.context], { env });
    return;
  }
  for (const { name } of cluster.nodes) {
    const argv = ctr(cluster, name, 'images', 'import', '-');
    await runOrThrow(run, argv, { env, input: await openArchive(archive) });
  }
}

async function proveLoaded(run: Run, cluster: Cluster, { reference, imageId }: ImageToLoad): Promise<void> {
  for (const pauseMs of [0, 200, 500, 1000, 2000]) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const nodes = await readNodeImages(run, cluster);
    if (!nodes || nodesHave(nodes, reference, imageId)) return;
  }
  throw new UserError(
    `Load ${reference} into "${cluster.context}": the import reported success, but the node does not have ${imageId}.`,
    'Run: nx status cluster. If the node is healthy, try again.',
  );
}

function crictl({ context }: Cluster, node: string): string[] {
  return ['minikube', 'ssh', '-p', context, '-n', node, '--', 'sudo', 'crictl', 'images', '--output', 'json'];
}

function ctr(cluster: Cluster, node: string, ...rest: readonly string[]): string[] {
  return [cluster.engine?.program ?? 'docker', 'exec', '-i', node, 'ctr', '-n', 'k8s.io', ...rest];
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
