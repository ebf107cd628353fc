import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { isReady, timeOf, workloadId, type Workload } from './rollout';
import type { Snapshot } from './snapshot';

/** How many crashes of a container of a workload may pass: those that its last healthy release needed, at least 1. */
export type RestartBudget = (workload: Pick<Workload, 'kind' | 'name'>, container: string) => number;

/** Where nothing healthy is known yet, as with a first install, whose parts all start at once. */
const unknownBudget = 2;
/** The pause before each further start doubles, so what needs more than this is not healthy. */
const largestBudget = 4;
/** A crash later than this after the pod's creation was no trouble of its start. */
const startSeconds = 300;

/** Learns from the pods that serve before the deploy. Pure. */
export function learnRestarts({ pods, replicaSets }: Pick<Snapshot, 'pods' | 'replicaSets'>): RestartBudget {
  const known = new Set<string>();
  const needed = new Map<string, number>();
  for (const pod of pods.filter(isReady)) {
    const owner = findOwner(pod, replicaSets);
    known.add(owner);
    for (const status of listStatuses(pod)) {
      const key = `${owner} ${status.name}`;
      needed.set(key, Math.max(needed.get(key) ?? 0, countRestartsOfStart(pod, status)));
    }
  }
  return (workload, container) => {
    const owner = workloadId(workload);
    if (!known.has(owner)) return unknownBudget;
    return Math.min(largestBudget, Math.max(1, needed.get(`${owner} ${container}`) ?? 0));
  };
}

/** The workload of a pod; that of a Deployment's is one step further than its ReplicaSet. */
function findOwner({ metadata }: V1Pod, replicaSets: Snapshot['replicaSets']): string {
  const direct = metadata?.ownerReferences?.[0];
  const replicaSet = replicaSets.find((each) => each.metadata?.uid === direct?.uid);
  const owner = replicaSet?.metadata?.ownerReferences?.[0] ?? direct;
  return owner ? workloadId({ kind: owner.kind as Workload['kind'], name: owner.name }) : '';
}

function listStatuses({ status }: V1Pod): V1ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function countRestartsOfStart({ metadata }: V1Pod, { restartCount, lastState }: V1ContainerStatus): number {
  const lastCrash = timeOf(lastState?.terminated?.finishedAt);
  return lastCrash - timeOf(metadata?.creationTimestamp) <= startSeconds * 1000 ? restartCount : 0;
}
