import { randomBytes } from 'node:crypto';
import { AppsV1Api, CoreV1Api, KubeConfig, type V1Pod } from '@kubernetes/client-node';
import { type Cluster } from '@todo-app/executors';

/** A namespace of the real cluster that enforces the Pod Security Standard `restricted`, and what the tests ask of it. */
export interface TestNamespace {
  name: string;
  core: CoreV1Api;
  /** `Kind/name` of what the chart left there. */
  listLeftovers(): Promise<string[]>;
  listPods(component: string): Promise<V1Pod[]>;
  /** The text that a path of a Service (`name:port`) answers with; an exception unless it is 2xx. */
  get(service: string, path: string): Promise<string>;
  remove(): Promise<void>;
}

export async function createNamespace({ kubeconfig, context }: Cluster): Promise<TestNamespace> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const apps = config.makeApiClient(AppsV1Api);
  const name = `chart-e2e-${randomBytes(3).toString('hex')}`;
  const labels = Object.fromEntries(
    ['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
  );
  await core.createNamespace({ body: { metadata: { name, labels } } });
  const ours = { namespace: name, labelSelector: 'app.kubernetes.io/name=todo-app' };
  return {
    name,
    core,
    listLeftovers: async () => {
      const lists = {
        ConfigMap: core.listNamespacedConfigMap(ours),
        Deployment: apps.listNamespacedDeployment(ours),
        PersistentVolumeClaim: core.listNamespacedPersistentVolumeClaim(ours),
        Secret: core.listNamespacedSecret(ours),
        Service: core.listNamespacedService(ours),
        ServiceAccount: core.listNamespacedServiceAccount(ours),
        StatefulSet: apps.listNamespacedStatefulSet(ours),
      };
      const rows = Object.entries(lists).map(async ([kind, list]) =>
        (await list).items.map(({ metadata }) => `${kind}/${metadata?.name}`),
      );
      return (await Promise.all(rows)).flat();
    },
    listPods: async (component) => {
      const labelSelector = `${ours.labelSelector},app.kubernetes.io/component=${component}`;
      const { items } = await core.listNamespacedPod({ namespace: name, labelSelector });
      return items.filter(({ metadata }) => !metadata?.deletionTimestamp);
    },
    get: (service, path) =>
      core.connectGetNamespacedServiceProxyWithPath({ name: service, namespace: name, path }).then(String),
    remove: async () => {
      await core.deleteNamespace({ name });
    },
  };
}

/** The uid of each pod that is ready, sorted: equal sets are the same pods. */
export function readyUids(pods: readonly V1Pod[]): string[] {
  const ready = pods.filter(({ status }) =>
    status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True'),
  );
  return ready.map(({ metadata }) => metadata?.uid ?? '').sort();
}

/** How often containers of the pods were started anew, migrations included. */
export function countRestarts(pods: readonly V1Pod[]): number {
  const containers = pods.flatMap(({ status }) => [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ]);
  return containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
}
