import type { CoreV1Event, V1Deployment, V1Pod, V1ReplicaSet, V1StatefulSet } from '@kubernetes/client-node';
import type { ClusterApi } from './cluster-api';
import { instanceSelector } from './release-state';

/** What the cluster showed of a release at one moment. */
export interface Snapshot {
  /** Milliseconds since 1970, by the clock of this machine. */
  time: number;
  deployments: readonly V1Deployment[];
  statefulSets: readonly V1StatefulSet[];
  replicaSets: readonly V1ReplicaSet[];
  pods: readonly V1Pod[];
  events: readonly CoreV1Event[];
}

/** Reads one snapshot; the lists are asked for at once. */
export async function readSnapshot(api: ClusterApi, namespace: string, release: string): Promise<Snapshot> {
  const selector = instanceSelector(release);
  const [deployments, statefulSets, replicaSets, pods, events] = await Promise.all([
    api.listDeployments(namespace, selector),
    api.listStatefulSets(namespace, selector),
    api.listReplicaSets(namespace, selector),
    api.listPods(namespace, selector),
    api.listEvents(namespace),
  ]);
  return { time: Date.now(), deployments, statefulSets, replicaSets, pods, events };
}
