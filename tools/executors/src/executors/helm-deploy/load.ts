import { UserError } from '../../lib/errors';
import { ProcessError, runOrThrow, type Run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import { fullName } from './image-reference';
import { loadMissing } from './load-missing';
import { loadWhole } from './load-whole';
import { buildCtrArgs } from './node-command';
import { nodesHave, parseCriImages, parseMinikubeImages, parseNodeImages, type NodeImage } from './node-images';
import { explainWhole, type ImageToLoad, type Transfer } from './transfer';

/**
 * Asks each node which images it has.
 *
 * @returns one list per node, or `undefined` where nodes take images from a registry or share the engine's own
 */
export async function readNodeImages(run: Run, cluster: Cluster): Promise<NodeImage[][] | undefined> {
  const options = { env: cluster.engine?.env ?? {}, timeoutSeconds: 30 };
  if (cluster.load === 'kind') {
    const tables = cluster.nodes.map(({ name }) =>
      runOrThrow(run, buildCtrArgs(cluster, name, 'images', 'check'), options),
    );
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
 * Puts an image into every node and proves that each can run exactly these bytes under the reference. Where it can be
 * done only the layers that a node lacks are sent; where that fails, the whole image is.
 *
 * @param scratch a folder for the archive, with room for the whole image
 * @returns what was sent, and why it was the whole image
 * @throws UserError if the image cannot be packed, handed over, or is not there afterwards
 */
export async function loadImage(run: Run, cluster: Cluster, image: ImageToLoad, scratch: string): Promise<Transfer> {
  let whole = explainWhole(cluster, image.engine);
  if (whole === undefined) {
    try {
      const { transfer, nodes } = await loadMissing(run, cluster, image, scratch);
      if (!nodesHave(nodes, image.reference, image.imageId)) await proveLoaded(run, cluster, image);
      return transfer;
    } catch (error) {
      whole = `the missing layers alone did not do (${summarise(error)})`;
      await removeRecords(run, cluster, image);
    }
  }
  await loadWhole(run, cluster, image, scratch);
  await proveLoaded(run, cluster, image);
  const bytes = image.sizeBytes * cluster.nodes.length;
  return { sentBytes: bytes, totalBytes: bytes, whole };
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

/** An import that failed half way can leave a name that leads to no complete image, and pods would be given it. */
async function removeRecords(run: Run, cluster: Cluster, { reference }: ImageToLoad): Promise<void> {
  for (const { name } of cluster.nodes) {
    const argv = buildCtrArgs(cluster, name, 'images', 'rm', fullName(reference));
    await run(argv, { env: cluster.engine?.env ?? {}, timeoutSeconds: 30 });
  }
}

function crictl({ context }: Cluster, node: string): string[] {
  return ['minikube', 'ssh', '-p', context, '-n', node, '--', 'sudo', 'crictl', 'images', '--output', 'json'];
}

/** The last thing that a program said, or what else went wrong, in one line. */
function summarise(error: unknown): string {
  if (error instanceof ProcessError) return error.result.stderr.trim().split('\n').at(-1) || firstLine(error.message);
  return firstLine(error instanceof Error ? error.message : String(error));
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
