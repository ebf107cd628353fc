import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from 'tar-fs';
import type { Blobs } from './node-blobs';

/** A blob as manifests point to it. */
export interface Descriptor {
  mediaType: string;
  /** `sha256:…` */
  digest: string;
  size: number;
}

/** The one image of an OCI layout, a folder of blobs that are named by their digests. */
export interface LayoutImage {
  manifest: Descriptor;
  config: Descriptor;
  layers: readonly Descriptor[];
}

/** The OCI image layout's own file names. */
const indexFile = 'index.json';
const versionFile = 'oci-layout';

/**
 * Makes a layout that seems to hold these blobs: files of their names and sizes without content, which take no room.
 * Whoever saves an image into it passes over the layers that are there.
 */
export async function writePlaceholders(layout: string, blobs: Blobs): Promise<void> {
  await mkdir(join(layout, 'blobs/sha256'), { recursive: true });
  for (const [digest, size] of blobs) {
    const file = await open(join(layout, blobPath(digest)), 'wx');
    await file.truncate(size).finally(() => file.close());
  }
}

/** Reads what an engine saved. */
export async function readLayoutImage(layout: string): Promise<LayoutImage> {
  const { manifests } = await readJson<{ manifests: readonly Descriptor[] }>(layout, indexFile);
  const [manifest, ...others] = manifests;
  if (!manifest || others.length > 0) throw new Error(`The engine saved ${manifests.length} images, not one.`);
  const { config, layers } = await readJson<Omit<LayoutImage, 'manifest'>>(layout, blobPath(manifest.digest));
  return { manifest, config, layers };
}

/** The manifest, the config, and those of the layers that a node lacks. Pure. */
export function selectBlobs({ manifest, config, layers }: LayoutImage, held: Blobs): Descriptor[] {
  const missing = layers.filter(({ digest }) => !held.has(digest));
  return [...new Map([manifest, config, ...missing].map((blob) => [blob.digest, blob])).values()];
}

/** What all blobs of an image weigh together. Pure. */
export function sumSizes(blobs: readonly Descriptor[]): number {
  return blobs.reduce((sum, { size }) => sum + size, 0);
}

/** The index of an archive with one image, under the name that containerd gives it. Pure. */
export function formatIndex({ mediaType, digest, size }: Descriptor, name: string): string {
  const named = { mediaType, digest, size, annotations: { 'io.containerd.image.name': name } };
  return JSON.stringify({ schemaVersion: 2, manifests: [named] });
}

/** Names the image of a layout for containerd. */
export async function writeIndex(layout: string, manifest: Descriptor, name: string): Promise<void> {
  await writeFile(join(layout, indexFile), formatIndex(manifest, name));
}

/** The layout as a tar archive that holds of its blobs only these. */
export function packLayout(layout: string, blobs: readonly Descriptor[]): AsyncIterable<Buffer> {
  return pack(layout, { entries: [versionFile, indexFile, ...blobs.map(({ digest }) => blobPath(digest))] });
}

async function readJson<T>(layout: string, path: string): Promise<T> {
  return JSON.parse(await readFile(join(layout, path), 'utf8')) as T;
}

function blobPath(digest: string): string {
  return join('blobs', ...digest.split(':'));
}
