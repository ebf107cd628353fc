import { setTimeout as sleep } from 'node:timers/promises';
import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1Deployment,
  type V1Pod,
} from '@kubernetes/client-node';
import type { Cluster } from '@todo-app/executors';
import { isRolledOut, listKilled, mapLifecycles, toldToEnd } from './pod-state';

/** How the pods of one rollout ended. */
export interface Rollout {
  seconds: number;
  /** The longest that an old pod took, from the moment it was told to end. */
  slowestEndSeconds: number;
  /** Containers that had to be killed, for their time was up. */
  killed: readonly string[];
}

/** Both Deployments of the deployed release. */
export interface Deployments {
  /** `kubectl rollout restart` of both, until their new pods serve and their old ones have gone. */
  restart(): Promise<Rollout>;
  /** Gives both so many pods. */
  scale(replicas: number): Promise<Rollout>;
  readReplicas(): Promise<number>;
  /** Seconds that a pod of theirs has to end. */
  readGraceSeconds(): Promise<number>;
  /** Takes all preStop hooks away, and gives back what puts them back. Both are a rollout. */
  removeHooks(): Promise<() => Promise<Rollout>>;
}

const components = ['backend', 'frontend'] as const;
const namespace = 'todo-app';

export function openDeployments({ kubeconfig, context }: Cluster): Deployments {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const apps = config.makeApiClient(AppsV1Api);
  const core = config.makeApiClient(CoreV1Api);
  const merge = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);

  const read = (): Promise<V1Deployment[]> =>
    Promise.all(components.map((each) => apps.readNamespacedDeployment({ name: `todo-app-${each}`, namespace })));
  const listPods = async (): Promise<V1Pod[]> => {
    const labelSelector = `app.kubernetes.io/name=todo-app,app.kubernetes.io/component in (${components.join()})`;
    return (await core.listNamespacedPod({ namespace, labelSelector })).items;
  };
  const patch = async (build: (component: string, index: number) => object): Promise<Rollout> => {
    const patches = components.map((component, index) =>
      apps.patchNamespacedDeployment(
        { name: `todo-app-${component}`, namespace, body: { spec: build(component, index) } },
        merge,
      ),
    );
    await Promise.all(patches);
    return watch(read, listPods);
  };
  const patchTemplate = (build: (component: string, index: number) => object): Promise<Rollout> =>
    patch((component, index) => ({ template: build(component, index) }));

  return {
    restart: () => {
      const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
      return patchTemplate(() => ({ metadata: { annotations } }));
    },
    scale: (replicas) => patch(() => ({ replicas })),
    readReplicas: async () => (await read())[0]?.spec?.replicas ?? 1,
    readGraceSeconds: async () =>
      Math.min(...(await read()).map(({ spec }) => spec?.template.spec?.terminationGracePeriodSeconds ?? 30)),
    removeHooks: async () => {
      const before = (await read()).map(({ spec }) => spec?.template.spec);
      await patchTemplate((_, index) => ({ spec: mapLifecycles(before[index], () => null) }));
      return () => patchTemplate((_, index) => ({ spec: mapLifecycles(before[index], ({ lifecycle }) => lifecycle) }));
    },
  };
}

const patienceSeconds = 400;

async function watch(read: () => Promise<V1Deployment[]>, listPods: () => Promise<V1Pod[]>): Promise<Rollout> {
  const started = Date.now();
  const ending = new Map<string, number>();
  const killed = new Set<string>();
  let slowestEndSeconds = 0;
  for (;;) {
    const [deployments, pods] = await Promise.all([read(), listPods()]);
    const now = Date.now();
    for (const pod of pods) {
      const told = toldToEnd(pod);
      if (told !== undefined) ending.set(pod.metadata?.name ?? '', told);
      for (const name of listKilled(pod)) killed.add(name);
    }
    for (const [name, told] of ending) {
      if (pods.some(({ metadata }) => metadata?.name === name)) continue;
      slowestEndSeconds = Math.max(slowestEndSeconds, (now - told) / 1000);
      ending.delete(name);
    }
    const seconds = (now - started) / 1000;
    if (deployments.every(isRolledOut) && ending.size === 0) return { seconds, slowestEndSeconds, killed: [...killed] };
    if (seconds > patienceSeconds) throw new Error(`Roll out: not done within ${patienceSeconds} s. ${list(pods)}`);
    await sleep(500);
  }
}

function list(pods: readonly V1Pod[]): string {
  return pods.map(({ metadata, status }) => `${metadata?.name} ${status?.phase}`).join(', ');
}
