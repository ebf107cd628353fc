import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../../src/index';
import { type RegistryFront, startFront } from '../registry/front';
import { findNodeRoute, type NodeRoute } from '../registry/node-route';
import { compileRegistry, findMissing, startRegistry, type TestRegistry } from '../registry/registry';
import { isShort, shareRuns, whyShort } from '../amount';
import { type Lane, openLane } from './lane';
import { tellSeconds } from './measure';
import { isRecording, writeRecorded } from './record';
import { registryFaults } from './registry-faults';
import { runFault } from './run-fault';
import { formatTable, type Row } from './table';

const cluster: Cluster = readClusterFile(join(__dirname, '../../../..'));
const missing = [...findMissing(), ...(cluster.engine?.program === 'podman' ? [] : ['cluster in podman'])];
const isSkipped = isShort || missing.length > 0;
const because = missing.length > 0 ? ` (skipped: no ${missing.join(' and no ')} here)` : whyShort;
const minute = 60_000;
const downSeconds = 20;

let folder: string;
let registry: TestRegistry;
let front: RegistryFront;
let route: NodeRoute | undefined;
let lane: Lane;
const rows: Row[] = [];

/** The registry at loopback to push to; for the nodes, which find it at their own loopback, with a front before it. */
beforeAll(async () => {
  if (isSkipped) return;
  folder = mkdtempSync(join(tmpdir(), 'registry-faults-'));
  registry = await startRegistry(await compileRegistry(folder), { folder });
  const [, port = ''] = registry.host.split(':');
  route = await findNodeRoute(cluster);
  front = await startFront(`${route?.gateway}:${port}`, registry.host);
  await route?.open(port);
  lane = openLane(cluster, 'registry-faults-e2e');
  const load = { ...cluster, load: 'registry' };
  writeFileSync(join(lane.workspace.root, 'dist/tools/cluster/cluster.json'), JSON.stringify(load));
  await push('first');
  const { stdout, exitCode } = await lane.workspace.deploy();
  expect(exitCode, stdout).toBe(0);
}, 20 * minute);
afterAll(async () => {
  if (isSkipped) return;
  if (rows.length > 0) process.stdout.write(`${formatTable(rows)}\n`);
  await lane.remove();
  await route?.close();
  await front.close();
  await registry.close();
  rmSync(folder, { recursive: true });
});

async function push(stamp: string): Promise<void> {
  await lane.workspace.build(stamp);
  const { stdout, exitCode } = await lane.workspace.container({ registry: registry.host, push: true });
  expect(exitCode, stdout).toBe(0);
}

describe.skipIf(isSkipped)(`a registry that the nodes ask${because}`, () => {
  it.each(registryFaults)('and that answers $status is named', async (fault) => {
    await push(fault.name);
    front.answer(fault.status);
    const { end, evidence } = await runFault(lane, fault);
    if (evidence && isRecording) writeRecorded(fault.name, evidence.snapshot);
    rows.push({ name: fault.name, cause: end.cause, seconds: tellSeconds(fault, evidence) });
    expect(end).toMatchObject({ status: 'failed', code: fault.code });
    expect(end.cause).toMatch(fault.cause);
    expect(end.now).toMatch(/backend 1\/1 ready\.$/);
  });

  it.each(shareRuns(2))(
    `and that answers 503 for ${downSeconds} s is waited for, run %i`,
    async (run) => {
      await push(`run ${run}`);
      front.answer(503, downSeconds);
      const { stdout, exitCode } = await lane.workspace.deploy();
      expect(exitCode, stdout).toBe(0);
      expect(front.count()).toBeGreaterThan(0);
    },
    5 * minute,
  );
});
