import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, type ImageFile, readClusterFile, run, runOrThrow } from '../../src/index';
import { isShort, whyShort } from '../amount';
import { type Lane, openLane } from './lane';

const cluster: Cluster = readClusterFile(join(__dirname, '../../../..'));
const isSkipped = isShort || cluster.load !== 'kind' || !cluster.engine;
const because = isShort || !isSkipped ? whyShort : ' (skipped: no cluster of kind here)';
const gone = 'docker.io/todo-app/doll:gone';
let lane: Lane;
let image: ImageFile;

beforeAll(async () => {
  if (isSkipped) return;
  lane = openLane(cluster, 'way-back-e2e');
  image = await lane.workspace.build('way back');
  expect((await lane.workspace.deploy()).exitCode).toBe(0);
});
afterAll(() => lane?.remove());

/** Changes the images of each node. */
async function inNodes(...words: string[]): Promise<void> {
  const { program = '', env = {} } = cluster.engine ?? {};
  for (const { name } of cluster.nodes) {
    await runOrThrow(run, [program, 'exec', name, 'ctr', '-n', 'k8s.io', 'images', ...words], { env });
  }
}

it.skipIf(isSkipped)(`says both causes where the way back has lost its image${because}`, async () => {
  await inNodes('tag', `docker.io/todo-app/doll:${image.tag}`, gone);
  const good = await lane.workspace.deploy({ store: { probe: 'pass', tag: 'gone' } });
  expect(good.exitCode, good.stdout).toBe(0);
  await inNodes('rm', gone);
  const crash = { command: ['python', '-c', "raise SystemExit('wrong version')"] };
  const { stdout, exitCode } = await lane.workspace.deploy({ store: { probe: 'pass', container: crash } });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('Deploy "doll" failed: store: container "store" ended with exit code 1: wrong version');
  expect(stdout).toMatch(
    /Rolled back to revision \d+: store 0\/1, backend 1\/1 ready\. That has failed too: store: image/,
  );
  expect(stdout).toContain('todo-app/doll:gone');
});
