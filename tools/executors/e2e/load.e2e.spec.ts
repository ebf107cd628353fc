import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCtrArgs } from '../src/executors/helm-deploy/node-command';
import { explainWhole } from '../src/executors/helm-deploy/transfer';
import {
  type Engine,
  findEngine,
  type ImageFile,
  loadImage,
  nodesHave,
  readClusterFile,
  readNodeImages,
  run,
  runOrThrow,
  type Run,
  type Transfer,
} from '../src/index';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const stamp = randomBytes(6).toString('hex');
const root = join(__dirname, '../../..');
const cluster = readClusterFile(root);
let engine: Engine;
let workspace: DollWorkspace;
let scratch: string;

beforeAll(async () => {
  engine = await findEngine(run, root, 'auto');
  workspace = createDollWorkspace('unused');
  scratch = mkdtempSync(join(tmpdir(), 'load-e2e-'));
});
afterAll(async () => {
  rmSync(scratch, { recursive: true });
  await workspace.remove(cluster);
});

describe('layers that a node lacks', () => {
  beforeEach(({ skip }) => {
    const refusal = explainWhole(cluster, engine);
    skip(refusal !== undefined, refusal);
  });

  it('are all that is sent of a changed image', async () => {
    await load(await workspace.build(`${stamp} one`));
    const changed = await workspace.build(`${stamp} two`);
    const { sentBytes, totalBytes, whole } = await load(changed);
    expect(whole).toBeUndefined();
    expect(sentBytes).toBeLessThan(50e3);
    expect(totalBytes).toBeGreaterThan(40e6);
    await expectComplete(changed);
  });

  it('are not enough for a node that turns out to lack more: the whole image goes', async () => {
    const image = await workspace.build(`${stamp} three`);
    const argv = [engine.program, 'image', 'inspect', '--format', '{{json .RootFS.Layers}}', image.imageId];
    const { stdout } = await runOrThrow(run, argv, { env: engine.env });
    const { whole } = await load(image, pretendToHold(JSON.parse(stdout) as string[]));
    expect(whole).toMatch(/^the missing layers alone did not do \(.*not found/);
    await expectComplete(image);
  });
});

/** A door to nodes that say they have these layers too. */
function pretendToHold(layers: readonly string[]): Run {
  const lies = layers.flatMap((digest) => [digest, `4096\t/blobs/${digest.slice(7)}`]);
  return (argv, options) => {
    const { onLine } = options ?? {};
    const lie: typeof onLine = (line, stream) => {
      if (line === '') lies.forEach((added) => onLine?.(added, stream));
      onLine?.(line, stream);
    };
    return run(argv, { ...options, ...(onLine ? { onLine: lie } : {}) });
  };
}

function load({ imageId, sizeBytes, tag }: ImageFile, door = run): Promise<Transfer> {
  return loadImage(door, cluster, { engine, imageId, sizeBytes, reference: `todo-app/doll:${tag}` }, scratch);
}

/** Not only able to run: with all its blobs, so that the next image finds its layers. */
async function expectComplete({ imageId, tag }: ImageFile): Promise<void> {
  expect(nodesHave((await readNodeImages(run, cluster)) ?? [], `todo-app/doll:${tag}`, imageId)).toBe(true);
  for (const { name } of cluster.nodes) {
    const argv = buildCtrArgs(cluster, name, 'images', 'check', `name==docker.io/todo-app/doll:${tag}`);
    const { stdout } = await runOrThrow(run, argv, { env: cluster.engine?.env ?? {} });
    expect(stdout).toMatch(/ complete \((\d+)\/\1\) /);
  }
}
