import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Cluster } from './target.js';

const NAMESPACE = 'todo-app';
const BACKEND = 'app.kubernetes.io/name=todo-app,app.kubernetes.io/component=backend';

function connect(cluster: Cluster): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  config.setCurrentContext(cluster.context);
  return config.makeApiClient(CoreV1Api);
}

/** Addresses at which the nodes answer inside their network. */
export async function readNodeAddresses(cluster: Cluster): Promise<string[]> {
  const { items } = await connect(cluster).listNode();
  return items
    .flatMap(({ status }) => status?.addresses ?? [])
    .flatMap(({ type, address }) => (type === 'InternalIP' ? [address] : []));
}

/** Names of the backend's pods that take requests. */
export async function readReadyBackends(cluster: Cluster): Promise<string[]> {
  const { items } = await connect(cluster).listNamespacedPod({ namespace: NAMESPACE, labelSelector: BACKEND });
  return items
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .filter(({ status }) =>
      status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    )
    .flatMap(({ metadata }) => metadata?.name ?? []);
}

/** Takes a pod away as a node that fails would: at once. */
export async function deletePod(cluster: Cluster, name: string): Promise<void> {
  await connect(cluster).deleteNamespacedPod({ name, namespace: NAMESPACE, gracePeriodSeconds: 0 });
}
