import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Run } from '../../lib/run';
import { createStubImage, createStubNode, createStubRun, digestOf, type StubNode } from '../../testing/stub-nodes';
import type { Cluster } from './cluster-file';
import { loadImage } from './load';
import { buildSaveLayoutArgs } from './load-missing';
import type { Transfer } from './transfer';

const engine = { program: 'podman', env: {} } as const;
const image = createStubImage('base'.repeat(1000), 'application');
const base = image.layers[0] ?? '';
let scratch: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'load-'));
});
afterEach(() => {
  rmSync(scratch, { recursive: true });
});

function load(nodes: Record<string, StubNode>, run: Run = createStubRun(image, nodes)): Promise<Transfer> {
  const cluster: Cluster = {
    provider: 'kind',
    owned: true,
    context: 'kind-stub',
    kubeconfig: '/k/config',
    nodes: Object.keys(nodes).map((name) => ({ name, architecture: 'amd64' })),
    load: 'kind',
    url: null,
    engine,
  };
  return loadImage(run, cluster, { engine, imageId: image.imageId, reference: 'a/b:1', sizeBytes: 5000 }, scratch);
}

it('sends only the layers that the node lacks, under the name that pods ask for', async () => {
  const node = createStubNode(base, 'another image’s layer');
  const { sentBytes, totalBytes, whole } = await load({ node });
  expect(node.archives).toHaveLength(1);
  expect(node.archives[0]).toContain(digestOf('application'));
  expect(node.archives[0]).not.toContain(digestOf(base));
  expect([...node.records.keys()]).toEqual(['docker.io/a/b:1']);
  expect({ difference: totalBytes - sentBytes, whole }).toEqual({ difference: base.length, whole: undefined });
});

it('sends manifest and config alone where all layers are known', async () => {
  const node = createStubNode(...image.layers);
  await load({ node });
  expect(node.archives[0]).toHaveLength(2);
});

it('sends all of it to a node that keeps no blobs', async () => {
  const node = createStubNode();
  const { sentBytes, totalBytes, whole } = await load({ node });
  expect({ sentBytes, whole }).toEqual({ sentBytes: totalBytes, whole: undefined });
});

it('sends each of several nodes what this one lacks', async () => {
  const nodes = { first: createStubNode(base), second: createStubNode('application') };
  await load(nodes);
  const layers = image.layers.map(digestOf);
  const sent = Object.values(nodes).map(({ archives }) => archives[0]?.filter((digest) => layers.includes(digest)));
  expect(sent).toEqual([[digestOf('application')], [digestOf(base)]]);
});

it('sends the whole image if the node has lost a layer meanwhile, and says so', async () => {
  const node = createStubNode();
  const before = createStubRun(image, { node: createStubNode(base) });
  const now = createStubRun(image, { node });
  const done: string[] = [];
  const { whole } = await load({ node }, async (argv, options) => {
    done.push(argv.slice(4).join(' '));
    if (argv[4] !== 'sh') return now(argv, options);
    await before(argv, { onLine: options?.onLine });
    return now(argv, { ...options, onLine: () => undefined });
  });
  expect(whole).toBe('the missing layers alone did not do (ctr: not found)');
  expect(done.filter((command) => /^ctr.*(import|rm)/.test(command))).toEqual([
    'ctr -n k8s.io images rm docker.io/a/b:1',
    'ctr -n k8s.io images import -',
  ]);
  expect(node.archives.at(-1)).toContain(digestOf(base));
});

it('sends the whole image if podman saves none into a folder, and says so', async () => {
  const node = createStubNode(base);
  const door = createStubRun(image, { node });
  const { whole } = await load({ node }, async (argv, options) => {
    const result = await door(argv, options);
    return argv.includes('oci-dir') ? { ...result, exitCode: 125, stderr: 'Error: no such format\n' } : result;
  });
  expect(whole).toBe('the missing layers alone did not do (Error: no such format)');
  expect([...node.records.keys()]).toEqual(['docker.io/a/b:1']);
});

it('believes no node that has taken an archive and has no image', async () => {
  const node = createStubNode(base);
  const asleep = createStubRun(image, { node: createStubNode(base) });
  const awake = createStubRun(image, { node });
  const { whole } = await load({ node }, async (argv, options) => {
    if (argv[4] !== 'sh') return awake(argv, options);
    const result = await asleep(argv, options);
    return { ...result, stdout: result.stdout.slice(0, result.stdout.indexOf('\n\n')) };
  });
  expect(whole).toContain('the import reported success, but the node does not have');
  expect([...node.records.keys()]).toEqual(['docker.io/a/b:1']);
});

it('keeps podman from compressing, so that layers keep their digests', () => {
  expect(buildSaveLayoutArgs('/s/layout', 'sha256:a')).toEqual([
    ...['podman', 'save', '--quiet', '--format', 'oci-dir', '--uncompressed'],
    ...['--output', '/s/layout', 'sha256:a'],
  ]);
});

it('leaves nothing in the scratch folder', async () => {
  await load({ node: createStubNode(base) });
  expect(readdirSync(scratch)).toEqual([]);
});
