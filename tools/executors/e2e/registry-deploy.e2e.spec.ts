import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type ImageFile, readClusterFile, readImageFile } from '../src/index';
import { manifestTypes } from '../src/lib/registry';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';
import { attest } from './registry/attest';
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
/** Of the pods that are not about to end. */
const runningImages = async (): Promise<(string | undefined)[]> => {
  const { items } = await view.core.listNamespacedPod({ namespace });
  const staying = items.filter(({ metadata }) => !metadata?.deletionTimestamp);
  return staying.flatMap(({ spec }) => spec?.containers.map(({ image: reference }) => reference));
};
/** What the registry answers when it is asked for a manifest. */
const askFor = async ({ repository }: ImageFile, digest: string): Promise<number> => {
  const [host, ...path] = repository.split('/');
  const asked = fetch(`http://${host}/v2/${path.join('/')}/manifests/${digest}`, {
    headers: { accept: manifestTypes },
  });
  return (await asked).status;
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

  it('rolls nothing when the tag comes to name an index with an attestation, nor when that changes', async () => {
    const before = await view.readyPods();
    const { repository, tag, digest } = image();
    for (const statement of ['built once', 'built once more']) {
      const index = await attest(repository, tag, digest ?? '', statement);
      workspace.pretend({ ...image(), digest: index });
      const { exitCode, stdout } = await workspace.deploy();
      expect(exitCode, stdout).toBe(0);
      expect(stdout).toContain('unchanged since revision');
    }
    expect(await runningImages()).toEqual([`${repository}@${digest}`]);
    expect(await view.readyPods()).toEqual(before);
  });

  it('runs such an index where there is no other image of these inputs, and leaves a clean-up what any revision needs', async () => {
    const first = image();
    const [firstRuns] = await runningImages();
    await workspace.build('attested');
    const { repository, tag, digest } = await push();
    const index = await attest(repository, tag, digest ?? '', 'built');
    workspace.pretend({ ...image(), digest: index });
    const { exitCode, stdout } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(await runningImages()).toEqual([`${repository}@${index}`]);

    await workspace.build('spare');
    const spare = await push();
    await workspace.build('attested');
    await push();
    const options = { components: ['backend'], dryRun: false, registry: true };
    const cleaned = await workspace.operate('clean-images', options);
    expect(cleaned.exitCode, `${cleaned.stdout}${cleaned.stderr}`).toBe(0);
    expect(await askFor(spare, spare.digest ?? '')).toBe(404);
    expect(await askFor(spare, index)).toBe(200);
    expect(await askFor(first, firstRuns?.split('@')[1] ?? '')).toBe(200);
    // the index by which the registry holds on to it
    expect(await askFor(first, first.digest ?? '')).toBe(200);
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
