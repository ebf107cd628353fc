import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../src/index';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `stateful-e2e-${randomBytes(3).toString('hex')}`;
const good = { probe: 'pass' };
const removed = /pod store-0 removed: it was not ready and kept its newer version from starting/g;
let cluster: Cluster;
let view: ClusterView;
let workspace: DollWorkspace;

beforeAll(async () => {
  cluster = readClusterFile(join(__dirname, '../../..'));
  view = viewNamespace(cluster, namespace);
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  await workspace.build('stateful');
  const { stdout, exitCode } = await workspace.deploy({ store: good });
  expect(exitCode, stdout).toBe(0);
});
afterAll(async () => {
  await view.remove();
  await workspace.remove(cluster);
});

describe('a pod of a StatefulSet', () => {
  it('whose image is not there does not stand in the way back', async () => {
    const { stdout, exitCode } = await workspace.deploy({ store: { ...good, tag: 'nope' } });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('store: image todo-app/doll:nope');
    expect(stdout.match(removed), stdout).toHaveLength(1);
    expect(stdout).toMatch(/Rolled back to revision \d+: store 1\/1, backend 1\/1 ready/);
    expect(await view.readyPods()).toHaveLength(2);
  });

  it('that never becomes ready does not stand in the way of the next good deploy', async () => {
    const never = { probe: 'raise SystemExit("not yet")' };
    const failed = await workspace.deploy({ store: never }, { rollback: false });
    expect(failed.stdout).toMatch(/store: .*is not ready: .*not yet/);
    const { stdout, exitCode } = await workspace.deploy({ store: good });
    expect(exitCode, stdout).toBe(0);
    expect(stdout.match(removed), stdout).toHaveLength(1);
  });

  it('that serves is left to Kubernetes', async () => {
    const before = await view.readyPods();
    const { stdout, exitCode } = await workspace.deploy({ store: { probe: 'print("ready")' } });
    expect(exitCode, stdout).toBe(0);
    expect(stdout).not.toMatch(removed);
    expect(await view.readyPods()).not.toEqual(before);
  });
});
