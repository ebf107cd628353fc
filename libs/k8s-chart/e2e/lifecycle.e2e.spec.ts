import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatFailure, readClusterFile, type RunResult } from '@todo-app/executors';
import { beforeAll, describe, expect, it } from 'vitest';
import { chartFolder, workspaceFolder } from '../test/chart';
import { type Values } from '../test/values-files';
import { type ImageValues, provideImages } from './images';
import { countRestarts, createNamespace, readyUids, type TestNamespace } from './namespace';
import { openRelease, type Release } from './release';
import { startTraffic } from './traffic';

const profile = join(chartFolder, 'values/local.yaml');
/** Beside a release that may hold port 30080 of the node already. */
const anyPort = { frontend: { service: { nodePort: 0 } } };
const madeSecret = { secrets: { create: true } };

describe('the life of a release on the real cluster', () => {
  const cluster = readClusterFile(workspaceFolder);
  let images: ImageValues;
  let namespace: TestNamespace;
  let release: Release;

  const apply = (command: 'install' | 'upgrade', changes: Values = {}, timeoutSeconds = 180): Promise<RunResult> =>
    release.apply(command, timeoutSeconds, profile, images, anyPort, madeSecret, changes);
  const readSecret = async () =>
    (await namespace.core.readNamespacedSecret({ name: 'todo-app-secrets', namespace: namespace.name })).data;
  const readApiUrl = async () =>
    (await namespace.core.readNamespacedConfigMap({ name: 'todo-app-config', namespace: namespace.name })).data?.[
      'NEXT_PUBLIC_API_URL'
    ];
  const readUids = async () => ({
    backend: readyUids(await namespace.listPods('backend')),
    frontend: readyUids(await namespace.listPods('frontend')),
    postgres: readyUids(await namespace.listPods('postgres')),
  });

  beforeAll(async () => {
    images = await provideImages(cluster);
    namespace = await createNamespace(cluster);
    release = openRelease(cluster, namespace.name);
    return () => namespace.remove();
  });

  it('installs pods that the restricted standard has nothing to say about', async () => {
    const installed = await apply('install');
    expectSuccess(installed);
    expect(installed.stderr).not.toContain('PodSecurity');
    expect(await readUids()).toEqual({
      backend: [expect.any(String)],
      frontend: [expect.any(String)],
      postgres: [expect.any(String)],
    });
  });

  it('starts everything once, although the migrations come before the database answers', async () => {
    const { items } = await namespace.core.listNamespacedPod({ namespace: namespace.name });
    expect(countRestarts(items)).toBe(0);
  });

  it('serves through both Services, from inside and outside', async () => {
    expectSuccess(await release.prove());
    await expect(namespace.get('frontend-svc:http', 'readyz')).resolves.toBeDefined();
    await expect(namespace.get('backend-svc:http', 'readyz')).resolves.toBeDefined();
  });

  it('gives no container a token of the API server', async () => {
    const pods = await namespace.core.listNamespacedPod({ namespace: namespace.name });
    const volumes = pods.items.flatMap(({ spec }) => spec?.volumes ?? []);
    expect(volumes.filter(({ projected }) => projected)).toEqual([]);
  });

  it('keeps pods and Secret over an upgrade that changes nothing', async () => {
    const before = [await readUids(), await readSecret()];
    expectSuccess(await apply('upgrade'));
    expect([await readUids(), await readSecret()]).toEqual(before);
  });

  it('rolls the pods that read a setting when it changes, and not Postgres', async () => {
    const before = await readUids();
    expectSuccess(await apply('upgrade', { config: { NEXT_PUBLIC_API_URL: '/changed' } }));
    const after = await readUids();
    expect(await readApiUrl()).toBe('/changed');
    expect(after.backend).not.toEqual(before.backend);
    expect(after.frontend).not.toEqual(before.frontend);
    expect(after.postgres).toEqual(before.postgres);
  });

  it('answers every request while both sides roll', async () => {
    const { repository, tag } = images.backend.image;
    const traffic = await startTraffic(namespace, `${repository}:${tag}`);
    const before = await readUids();
    expectSuccess(await apply('upgrade', { config: { NEXT_PUBLIC_API_URL: '/again' } }));
    const after = await readUids();
    await sleep(5000);
    const { requests, failures } = await traffic.stop();
    expect([after.backend, after.frontend]).not.toEqual([before.backend, before.frontend]);
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(100);
  });

  it('refuses a misspelt value before it writes a revision', async () => {
    const before = await release.history();
    const refused = await apply('upgrade', { backend: { replica: 2 } });
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain("additional properties 'replica' not allowed");
    expect(await release.history()).toEqual(before);
  });

  it('serves on with the old pods when a new image does not exist', async () => {
    const before = await readUids();
    const failed = await apply('upgrade', { backend: { image: { tag: 'absent' } } }, 15);
    expect(failed.exitCode).not.toBe(0);
    expect((await readUids()).backend).toEqual(before.backend);
    await expect(namespace.get('backend-svc:http', 'readyz')).resolves.toBeDefined();
  });

  it('rolls back to the first revision, settings and pods', async () => {
    expectSuccess(await release.rollback(1));
    expect(await readApiUrl()).toBe('/api/backend');
    expect((await release.history()).at(-1)?.status).toBe('deployed');
    expect((await readUids()).backend).toHaveLength(1);
    expectSuccess(await release.prove());
  });

  it('uninstalls everything but the data and what opens it', async () => {
    expectSuccess(await release.uninstall());
    expect(await namespace.listLeftovers()).toEqual([
      'PersistentVolumeClaim/data-todo-app-postgres-0',
      'Secret/todo-app-secrets',
    ]);
  });

  it('takes both up again at the next install', async () => {
    const before = await readSecret();
    expectSuccess(await apply('install'));
    expect(await readSecret()).toEqual(before);
    expectSuccess(await release.prove());
  });
});

function expectSuccess(result: RunResult): void {
  expect(result.exitCode, formatFailure(result)).toBe(0);
}
