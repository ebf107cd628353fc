import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../src/index';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `unchanged-e2e-${randomBytes(3).toString('hex')}`;
let cluster: Cluster;
let view: ClusterView;
let workspace: DollWorkspace;

beforeAll(async () => {
  cluster = readClusterFile(join(__dirname, '../../..'));
  view = viewNamespace(cluster, namespace);
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  await workspace.build('one');
  const { stdout, exitCode } = await workspace.deploy();
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toMatch(/^changes {2}first install/m);
});
afterAll(async () => {
  await view.remove();
  await workspace.remove(cluster);
});

async function deploy(...args: Parameters<DollWorkspace['deploy']>): Promise<string> {
  const { stdout, stderr, exitCode } = await workspace.deploy(...args);
  expect(exitCode, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

/** As a person with kubectl would. */
async function editByHand(patch: object): Promise<void> {
  const options = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
  await view.apps.patchNamespacedDeployment(
    { namespace, name: 'backend', body: patch, fieldManager: 'kubectl-edit' },
    options,
  );
}

it('a release that is as it should be is left alone, however often it is deployed', async () => {
  const before = [await view.history(), await view.readyPods()];
  for (let round = 0; round < 5; round++) {
    expect(await deploy()).toMatch(/^release {2}unchanged since revision 1 \(\d+ (s|min) ago\), backend 1\/1 ready/m);
  }
  expect([await view.history(), await view.readyPods()]).toEqual(before);
});

it('a release whose pods are only just starting, as after a restart of the cluster, is waited for', async () => {
  const readinessProbe = { httpGet: { path: '/', port: 'http' }, periodSeconds: 1, initialDelaySeconds: 8 };
  const values = { backend: { container: { readinessProbe } } };
  await deploy(values);
  const before = [await view.history(), await view.readyPods()];
  await view.core.deleteCollectionNamespacedPod({ namespace });
  const stdout = await deploy(values);
  expect(stdout).toMatch(/^rollout {2}backend 1\/1 ready/m);
  expect(stdout).toMatch(/^release {2}unchanged since revision/m);
  const after = [await view.history(), await view.readyPods()];
  expect(after[0]).toEqual(before[0]);
  expect(after[1]).not.toEqual(before[1]);
  await deploy();
});

describe('a change is named', () => {
  it('of a file of the image', async () => {
    await workspace.build('two');
    expect(await deploy()).toMatch(/^changes {2}backend image: apps\/backend\/stamp /m);
  });

  it('of a value', async () => {
    const values = { backend: { requests: { cpu: '11m' } } };
    expect(await deploy(values)).toMatch(/^changes {2}values: my\.yaml: backend\.requests\.cpu /m);
    expect(await deploy(values)).toContain('unchanged since revision');
    expect(await deploy()).toMatch(/^changes {2}values: backend\.requests\.cpu /m);
  });

  it('of a secret, but not what it holds', async () => {
    workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:other@db.example.org/todo' });
    const stdout = await deploy();
    expect(stdout).toMatch(/^changes {2}secret: DATABASE_URL /m);
    expect(stdout).not.toContain('other');
  });

  it('of the chart', async () => {
    writeFileSync(join(workspace.root, 'chart/templates/NOTES.txt'), 'Hello.\n');
    expect(await deploy()).toMatch(/^changes {2}chart: chart\/templates\/NOTES\.txt /m);
  });
});

describe('what was changed by hand', () => {
  it('is shown field by field, and put back', async () => {
    const template = { spec: { template: { spec: { containers: [{ name: 'backend', workingDir: '/tmp' }] } } } };
    await editByHand({ spec: { replicas: 2 } });
    await editByHand({ ...template, metadata: { labels: { 'app.kubernetes.io/component': 'backdoor' } } });
    const stdout = await deploy();
    expect(stdout).toMatch(/Deployment\/backend spec\.replicas: 2 by hand, 1 in the release/);
    expect(stdout).toMatch(/Deployment\/backend metadata\.labels\.\S+: backdoor by hand, backend in the release/);
    const { spec, metadata } = await view.apps.readNamespacedDeployment({ namespace, name: 'backend' });
    expect([spec?.replicas, metadata?.labels?.['app.kubernetes.io/component']]).toEqual([1, 'backend']);
  });

  it('that nobody put into the release stays, and is no reason to deploy', async () => {
    await editByHand({ metadata: { annotations: { 'example.org/owner': 'anna' } } });
    expect(await deploy()).toContain('unchanged since revision');
  });

  it('is refused where that is wished', async () => {
    await editByHand({ spec: { replicas: 2 } });
    const history = await view.history();
    const { stdout, exitCode } = await workspace.deploy({}, { drift: 'refuse' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      '"doll" was changed by hand: Deployment/backend spec.replicas: 2 by hand, 1 in the release.',
    );
    expect(await view.history()).toEqual(history);
    await deploy();
  });

  it('is missed where it was deleted', async () => {
    await view.apps.deleteNamespacedDeployment({ namespace, name: 'backend' });
    expect(await deploy()).toMatch(/^changes {2}Deployment\/backend is not there/m);
    expect(await view.readyPods()).toHaveLength(1);
  });
});

it('a chart that renders differently each time is never called unchanged', async () => {
  const stamp =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: stamp }\ndata: { at: {{ randAlphaNum 8 | quote }} }\n';
  writeFileSync(join(workspace.root, 'chart/templates/stamp.yaml'), stamp);
  await deploy();
  expect(await deploy()).toMatch(/^changes {2}the chart renders differently each time/m);
});
