import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../src/index';
import { isShort, whyShort } from './amount';
import { viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `credentials-e2e-${randomBytes(3).toString('hex')}`;
let cluster: Cluster;
let workspace: DollWorkspace;
let deployer: Deployer;

beforeAll(async () => {
  if (isShort) return;
  cluster = readClusterFile(join(__dirname, '../../..'));
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  await workspace.build('one');
  const { stdout, exitCode } = await workspace.deploy();
  expect(exitCode, stdout).toBe(0);
  deployer = await createDeployer(cluster);
});
afterAll(async () => {
  if (isShort) return;
  await deployer.remove();
  await viewNamespace(cluster, namespace).remove();
  await workspace.remove(cluster);
});

describe.skipIf(isShort)(`a login that runs out in the middle of a rollout${whyShort}`, () => {
  it('is named, and the next deploy puts it right', async () => {
    workspace.useKubeconfig(deployer.kubeconfig);
    const runOut = (said: string): void => {
      if (said.startsWith('secret')) setTimeout(() => void deployer.withdraw(), 2000);
    };
    const slow = { backend: { program: 'import time\ntime.sleep(200)\n' } };
    const begun = Date.now();
    const { stdout, exitCode } = await workspace.deploy(slow, { timeoutSeconds: 180 }, { onLine: runOut });
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toContain(
      'The cluster stopped accepting our credentials in the middle of the rollout of "doll": the API server answered 401 Unauthorized.',
    );
    expect(stdout).toContain('Log in again, then deploy again');
    // the whole patience of a rollout was not waited for
    expect(Date.now() - begun).toBeLessThan(100_000);

    workspace.useKubeconfig();
    const next = await workspace.deploy();
    expect(next.exitCode, next.stdout).toBe(0);
    expect(next.stdout).toContain('repair');
  });
});

/** An account whose token can be withdrawn, by deleting the Secret that it is bound to. */
interface Deployer {
  kubeconfig: string;
  withdraw(): Promise<void>;
  remove(): Promise<void>;
}

async function createDeployer({ kubeconfig, context }: Cluster): Promise<Deployer> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const rights = config.makeApiClient(RbacAuthorizationV1Api);
  const name = 'deployer';
  const binding = `${namespace}-${name}`;
  await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name } } });
  await core.createNamespacedSecret({ namespace, body: { metadata: { name } } });
  await rights.createClusterRoleBinding({
    body: {
      metadata: { name: binding },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
  });
  const boundObjectRef = { apiVersion: 'v1', kind: 'Secret', name };
  const { status } = await core.createNamespacedServiceAccountToken({
    namespace,
    name,
    body: { spec: { audiences: [], boundObjectRef } },
  });
  const exported = JSON.parse(config.exportConfig()) as { users: { user: object }[] };
  for (const each of exported.users) each.user = { token: status?.token };
  return {
    kubeconfig: JSON.stringify(exported),
    withdraw: async () => {
      await core.deleteNamespacedSecret({ namespace, name });
    },
    remove: async () => {
      await rights.deleteClusterRoleBinding({ name: binding });
    },
  };
}
