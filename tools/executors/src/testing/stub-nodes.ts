import { createHash } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-fs';
import type { Run, RunOptions } from '../lib/run';

/** An image as the stub of podman saves it: each layer by its content. */
export interface StubImage {
  layers: readonly string[];
  imageId: string;
  config: string;
}

/** A node's containerd: blobs by digest, and the manifest's digest of each name. */
export interface StubNode {
  blobs: Map<string, string>;
  records: Map<string, string>;
  /** Digests of what each archive brought. */
  archives: string[][];
}

/** Makes an image of these layers. */
export function createStubImage(...layers: readonly string[]): StubImage {
  const config = JSON.stringify({ rootfs: { type: 'layers', diff_ids: layers.map(digestOf) } });
  return { layers, config, imageId: digestOf(config) };
}

/** A node that holds these blobs. */
export function createStubNode(...contents: readonly string[]): StubNode {
  return { blobs: new Map(contents.map((content) => [digestOf(content), content])), records: new Map(), archives: [] };
}

/** A door to a podman with one image, and to containerd in nodes that podman carries. */
export function createStubRun(image: StubImage, nodes: Readonly<Record<string, StubNode>>): Run {
  return async (argv, options) => {
    const [, verb = '', ...rest] = argv;
    const [, name = '', ...command] = rest;
    const node = nodes[name];
    // podman save --quiet --format FORMAT --uncompressed --output OUTPUT NAME
    const saving = [argv[4] ?? '', argv[7] ?? '', argv[8] ?? ''];
    const stdout = verb === 'save' ? await save(image, saving) : node ? await execute(node, command, options) : '';
    const end = stdout === undefined ? { exitCode: 1, stdout: '', stderr: 'ctr: not found' } : { exitCode: 0, stdout };
    return { argv, signal: null, timedOut: false, stderr: '', ...end };
  };
}

/** The digest of a blob. */
export function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** As podman does: into a folder, where it takes what lies there for what it seems to be, or into an archive. */
async function save(image: StubImage, [format = '', output = '', name = '']: readonly string[]): Promise<string> {
  const layout = format === 'oci-dir' ? output : mkdtempSync(join(tmpdir(), 'stub-podman-'));
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
  const write = (content: string): object => {
    const path = blobPath(layout, digestOf(content));
    if (!existsSync(path)) writeFileSync(path, content);
    return { mediaType: 'type', digest: digestOf(content), size: content.length };
  };
  const manifest = write(JSON.stringify({ config: write(image.config), layers: image.layers.map(write) }));
  const annotations = { 'io.containerd.image.name': name };
  writeFileSync(join(layout, 'oci-layout'), '{}');
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ manifests: [{ ...manifest, annotations }] }));
  if (format !== 'oci-archive') return '';
  await pipeline(pack(layout), createWriteStream(output));
  rmSync(layout, { recursive: true });
  return '';
}

async function execute(node: StubNode, command: readonly string[], options?: RunOptions): Promise<string | undefined> {
  const [subject, verb, name = ''] = command.slice(3);
  if (command[0] === 'sh') return answer(node, command.slice(4), options);
  if (subject === 'images' && verb === 'rm') node.records.delete(name);
  if (verb === 'check') return formatTable(node);
  if (verb !== 'import') return '';
  return (await takeArchive(node, options?.input)) ? '' : undefined;
}

/** The node's part of the conversation. */
async function answer(node: StubNode, filters: readonly string[], options?: RunOptions): Promise<string | undefined> {
  const files = [...node.blobs].map(([digest, { length }]) => `${length}\t/blobs/sha256/${digest.slice(7)}`);
  const lines = [...node.blobs.keys(), ...files, ''];
  for (const line of lines) options?.onLine?.(line, 'stdout');
  const taken = await takeArchive(node, options?.input);
  return taken ? [...lines, formatTable(node, filters)].join('\n') : undefined;
}

/** The names that an archive gives, and whether all that they lead to is there. */
async function takeArchive({ blobs, records, archives }: StubNode, archive: RunOptions['input']): Promise<boolean> {
  if (!(archive instanceof Readable)) return false;
  const folder = mkdtempSync(join(tmpdir(), 'stub-node-'));
  try {
    await pipeline(archive, extract(folder));
    if (!existsSync(join(folder, 'blobs'))) return false;
    const contents = readdirSync(join(folder, 'blobs/sha256')).map((hash) =>
      readFileSync(blobPath(folder, `sha256:${hash}`), 'utf8'),
    );
    archives.push(contents.map(digestOf).sort());
    for (const content of contents) blobs.set(digestOf(content), content);
    const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index;
    for (const { digest, annotations } of manifests) records.set(annotations['io.containerd.image.name'], digest);
    return manifests.every(({ digest }) => isComplete(blobs, digest));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Index {
  manifests: { digest: string; annotations: { 'io.containerd.image.name': string } }[];
}

interface Manifest {
  config: { digest: string };
  layers: { digest: string }[];
}

function readManifest(blobs: StubNode['blobs'], digest: string): Manifest {
  return JSON.parse(blobs.get(digest) ?? '') as Manifest;
}

function isComplete(blobs: StubNode['blobs'], digest: string): boolean {
  const { config, layers } = readManifest(blobs, digest);
  return [config, ...layers].every((blob) => blobs.has(blob.digest));
}

/** Two rows for each name, as `ctr images check` has them: the kubelet's side adds one under the image's id. */
function formatTable({ blobs, records }: StubNode, filters?: readonly string[]): string {
  const rows = [...records].flatMap(([name, digest]) => {
    const status = isComplete(blobs, digest) ? 'complete (2/2) 1 B/1 B true' : 'incomplete (1/2) 1 B/1 B false';
    const names = [name, readManifest(blobs, digest).config.digest];
    return names.flatMap((row) =>
      (filters?.includes(`name=="${row}"`) ?? true) ? `${row} type ${digest} ${status}` : [],
    );
  });
  return rows.join('\n');
}

function blobPath(layout: string, digest: string): string {
  return join(layout, 'blobs/sha256', digest.slice(7));
}
