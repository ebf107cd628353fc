import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type ImageFile, readClusterFile, readImageFile } from '../src/index';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';
import { findNodeRoute, type NodeRoute } from './registry/node-route';
import { compileRegistry, findMissing, startRegistry, type TestRegistry } from './registry/registry';

const cluster: Cluster = readClusterFile(join(__dirname, '../../..'));
const missing = [...findMissing(), ...(cluster.engine?.program === 'podman' ? [] : ['cluster in podman'])];
const because = missing.length > 0 ? ` (skipped: no ${missing.join(' and no ')} here)` : '';
const namespace = `registry-e2e-${randomBytes(3).toString('hex')}`;

let folder: string;
let view: ClusterView;
let workspace: DollWorkspace;
let route: NodeRoute | undefined;
let registries: TestRegistry[] = [];

/** One registry at two addresses: loopback to push to, the gateway for the nodes, which find it at their own loopback. */
beforeAll(async () => {
  if (because) return;
  folder = mkdtempSync(join(tmpdir(), 'registry-e2e-'));
  const program = await compileRegistry(folder);
  route = await findNodeRoute(cluster);
  const forNodes = await startRegistry(program, { folder, address: `${route?.gateway}:0` });
  const port = forNodes.host.split(':').at(-1) ?? '';
  registries = [await startRegistry(program, { folder, address: `127.0.0.1:${port}` }), forNodes];
  await route?.open(port);
  view = viewNamespace(cluster, namespace);
  workspace = createDollWorkspace(namespace);
  writeFileSync(
    join(workspace.root, 'dist/tools/cluster/cluster.json'),
    JSON.stringify({ ...cluster, load: 'registry' }),
  );
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo@db.example.org/todo' });
  await workspace.build('pushed');
}, 1_200_000);
afterAll(async () => {
  if (because) return;
  await view.remove();
  await workspace.remove(cluster);
  await route?.close();
  for (const registry of registries) await registry.close();
  rmSync(folder, { recursive: true });
});

const image = (): ImageFile => readImageFile(workspace.root, 'apps/backend', 'backend');
const push = async (): Promise<ImageFile> => {
  const { exitCode, stdout } = await workspace.container({ registry: registries[0]?.host, push: true });
  expect(exitCode, stdout).toBe(0);
  return image();
};
const runningImages = async (): Promise<(string | undefined)[]> => {
  const { items } = await view.core.listNamespacedPod({ namespace });
  return items.flatMap(({ spec }) => spec?.containers.map(({ image: reference }) => reference));
};

describe.skipIf(because)(`a deploy to nodes that fetch their images${because}`, () => {
  it('refuses an image that was never pushed, and changes nothing', async () => {
    const { exitCode, stdout } = await workspace.deploy();
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`that of "backend" (todo-app/doll:${image().tag}) was never pushed`);
    await expect(view.core.readNamespace({ name: namespace })).rejects.toThrow();
  });

  it('has the nodes fetch what was pushed, by its digest', async () => {
    const { repository, digest } = await push();
    const { exitCode, stdout } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(await runningImages()).toEqual([`${repository}@${digest}`]);
    expect(registries[1]?.requests).toContain(`GET /v2/todo-app/doll/manifests/${digest}`);
  });

  it('with nothing changed restarts no pod', async () => {
    const before = await view.readyPods();
    const { exitCode, stdout } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('unchanged since revision');
    expect(await view.readyPods()).toEqual(before);
  });

  it('names an image that the registry has lost, and leaves the pods alone', async () => {
    const before = await view.readyPods();
    await workspace.build('lost');
    const { digest } = await push();
    registries[0]?.empty();
    const { exitCode, stdout } = await workspace.deploy();
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`does not have ${image().repository}@${digest} any more`);
    expect(await view.readyPods()).toEqual(before);
  });
});
