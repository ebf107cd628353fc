import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runOrThrow, type Run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import {
  type Descriptor,
  type LayoutImage,
  packLayout,
  readLayoutImage,
  selectBlobs,
  sumSizes,
  writeIndex,
  writePlaceholders,
} from './image-layout';
import { fullName } from './image-reference';
import { type Blobs, findCommonBlobs } from './node-blobs';
import { converse } from './node-conversation';
import type { NodeImage } from './node-images';
import type { ImageToLoad, Transfer } from './transfer';

/** What was sent, and what each node has of the image now. */
interface Loaded {
  transfer: Transfer;
  nodes: NodeImage[][];
}

/** An image as podman saved it, and what each node is to be sent of it. */
interface Saved {
  image: LayoutImage;
  missing: readonly (readonly Descriptor[])[];
}

/**
 * Sends each node of a kind cluster the layers of an image that it lacks, and the image's manifest and config.
 *
 * @param scratch a folder with room for what the nodes lack
 */
export async function loadMissing(run: Run, cluster: Cluster, image: ImageToLoad, scratch: string): Promise<Loaded> {
  const layout = join(scratch, 'layout');
  const talks = cluster.nodes.map(({ name }, index) => {
    const archive = Readable.from(streamArchive(() => saving, layout, index));
    // the kubelet's side knows the image by its id
    return converse(run, cluster, name, archive, [fullName(image.reference), image.imageId]);
  });
  const saving: Promise<Saved> = Promise.all(talks.map(({ blobs }) => blobs)).then((held) =>
    saveMissing(run, image, held, layout),
  );
  try {
    const [{ image: whole, missing }, ...nodes] = await Promise.all([saving, ...talks.map(({ images }) => images)]);
    const sentBytes = sumSizes(missing.flat());
    const totalBytes = sumSizes([whole.manifest, whole.config, ...whole.layers]) * nodes.length;
    return { transfer: { sentBytes, totalBytes }, nodes };
  } finally {
    await Promise.allSettled([saving, ...talks.map(({ images }) => images)]);
    await rm(layout, { recursive: true, force: true });
  }
}

/**
 * Saves an image without the layers that all nodes have: podman always saves whole images, but passes over layers that
 * lie in the folder already.
 */
async function saveMissing(
  run: Run,
  { engine, imageId, reference }: ImageToLoad,
  held: readonly Blobs[],
  layout: string,
): Promise<Saved> {
  await writePlaceholders(layout, findCommonBlobs(held));
  await runOrThrow(run, buildSaveLayoutArgs(layout, imageId), { env: engine.env });
  const image = await readLayoutImage(layout);
  await writeIndex(layout, image.manifest, fullName(reference));
  return { image, missing: held.map((blobs) => selectBlobs(image, blobs)) };
}

/** The archive for one node, when it is asked for. One that does not come about ends early, and the node takes none. */
async function* streamArchive(saving: () => Promise<Saved>, layout: string, node: number): AsyncGenerator<Buffer> {
  try {
    const { missing } = await saving();
    yield* packLayout(layout, missing[node] ?? []);
  } catch {
    // whoever waits for the save is told
  }
}

/** Uncompressed, so that a layer's digest is the one that the nodes know. Pure. */
export function buildSaveLayoutArgs(layout: string, imageId: string): string[] {
  return ['podman', 'save', '--quiet', '--format', 'oci-dir', '--uncompressed', '--output', layout, imageId];
}
