import { Writable } from 'node:stream';
import { AppsV1Api, CoreV1Api, Exec, KubeConfig, type V1Pod } from '@kubernetes/client-node';
import type { Cluster } from './target.js';

/** Where `nx deploy k8s-chart` puts the release. */
export const NAMESPACE = 'todo-app';

/** A part of the release, as its pods are labelled. */
export type Component = 'backend' | 'frontend' | 'postgres';

export function loadConfig({ kubeconfig, context }: Cluster): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  return config;
}

export function connect(cluster: Cluster): CoreV1Api {
  return loadConfig(cluster).makeApiClient(CoreV1Api);
}

/** Addresses at which the nodes answer inside their network. */
export async function readNodeAddresses(cluster: Cluster): Promise<string[]> {
  const { items } = await connect(cluster).listNode();
  return items
    .flatMap(({ status }) => status?.addresses ?? [])
    .flatMap(({ type, address }) => (type === 'InternalIP' ? [address] : []));
}

/** The pods of a part of the release, but those that are on their way out. */
export async function readPods(cluster: Cluster, component: Component): Promise<V1Pod[]> {
  const labelSelector = `app.kubernetes.io/name=todo-app,app.kubernetes.io/component=${component}`;
  const { items } = await connect(cluster).listNamespacedPod({ namespace: NAMESPACE, labelSelector });
  return items.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
}

/** Names of the pods of a part of the release that take requests. */
export async function readReadyPods(cluster: Cluster, component: Component): Promise<string[]> {
  return (await readPods(cluster, component)).filter(isReady).flatMap(({ metadata }) => metadata?.name ?? []);
}

/** Whether Kubernetes sends requests to the pod. Pure. */
export function isReady({ status }: V1Pod): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

/** How often each container of the servers has been started again, by `pod/container`. */
export async function readRestarts(cluster: Cluster): Promise<Record<string, number>> {
  const pods = [...(await readPods(cluster, 'backend')), ...(await readPods(cluster, 'frontend'))];
  return Object.fromEntries(
    pods.flatMap(({ metadata, status }) =>
      [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map(
        ({ name, restartCount }) => [`${metadata?.name}/${name}`, restartCount] as const,
      ),
    ),
  );
}

/** Takes a pod away as a node that fails would: at once. */
export async function deletePod(cluster: Cluster, name: string): Promise<void> {
  await connect(cluster).deleteNamespacedPod({ name, namespace: NAMESPACE, gracePeriodSeconds: 0 });
}

/** What a container has written since a moment. */
export async function readLog(cluster: Cluster, pod: string, container: string, since: Date): Promise<string[]> {
  const sinceSeconds = Math.ceil((Date.now() - since.getTime()) / 1000) + 1;
  const text = await connect(cluster).readNamespacedPodLog({
    name: pod,
    namespace: NAMESPACE,
    container,
    sinceSeconds,
  });
  return text.split('\n').filter((line) => line !== '');
}

/** Sets how many pods a StatefulSet of the release has. */
export async function scaleStatefulSet(cluster: Cluster, name: string, replicas: number): Promise<void> {
  const apps = loadConfig(cluster).makeApiClient(AppsV1Api);
  const scale = await apps.readNamespacedStatefulSetScale({ name, namespace: NAMESPACE });
  await apps.replaceNamespacedStatefulSetScale({ name, namespace: NAMESPACE, body: { ...scale, spec: { replicas } } });
}

/**
 * What a program in a pod says on its standard output.
 *
 * @throws an Error with what it said on the other, unless it ended with 0
 */
export function runInPod(cluster: Cluster, pod: string, container: string, argv: readonly string[]): Promise<string> {
  const out = collect();
  const err = collect();
  return new Promise((resolve, reject) => {
    new Exec(loadConfig(cluster))
      .exec(NAMESPACE, pod, container, [...argv], out.stream, err.stream, null, false, ({ status, message }) => {
        if (status === 'Success') resolve(out.read());
        else reject(new Error(`${argv[0]} in ${pod} failed: ${err.read().trim() || message}`));
      })
      .catch(reject);
  });
}

function collect(): { stream: Writable; read: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, read: () => Buffer.concat(chunks).toString('utf8') };
}
