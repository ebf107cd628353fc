import type { V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { describeApiError, isForbidden, type ClusterApi } from './cluster-api';
import { isReady } from './rollout';
import type { Snapshot } from './snapshot';

/** Looks at a snapshot and removes what keeps the rollout from going on. */
export type Unblock = (snapshot: Pick<Snapshot, 'statefulSets' | 'pods'>) => Promise<void>;

/**
 * The pods that a StatefulSet waits for in vain: of an older revision and not ready. Kubernetes changes pods in order
 * and never passes over one that is not ready, so such a pod outlives both the way back and the next good revision
 * ("forced rollback" in the documentation of StatefulSets). Pure.
 */
export function findStuckPods({ statefulSets, pods }: Parameters<Unblock>[0]): V1Pod[] {
  return statefulSets
    .filter(replacesEveryPod)
    .flatMap(({ metadata, status }) =>
      pods.filter(
        (pod) =>
          pod.metadata?.ownerReferences?.some(({ uid }) => uid === metadata?.uid) &&
          !pod.metadata.deletionTimestamp &&
          pod.metadata.labels?.[revisionLabel] !== status?.updateRevision &&
          !isReady(pod),
      ),
    );
}

/**
 * Makes a function that deletes each stuck pod once; the StatefulSet then makes it anew. A pod that changed since the
 * snapshot, as when it became ready, is left alone until the next one. It never rejects.
 *
 * @param tell gets one line for each pod
 */
export function createUnblock(api: Pick<ClusterApi, 'deletePod'>, tell: (line: string) => void): Unblock {
  const done = new Set<string | undefined>();
  return async (snapshot) => {
    for (const pod of findStuckPods(snapshot).filter(({ metadata }) => !done.has(metadata?.uid))) {
      const { name, namespace, uid } = pod.metadata ?? {};
      const line = await api.deletePod(pod).then(
        () => `pod ${name} removed: it was not ready and kept its newer version from starting`,
        (error: unknown) =>
          isForbidden(error)
            ? `pod ${name} blocks its newer version: ${describeApiError(error)}. Run: kubectl -n ${namespace} delete pod ${name}`
            : undefined,
      );
      if (!line) continue;
      done.add(uid);
      tell(line);
    }
  };
}

const revisionLabel = 'controller-revision-hash';

/** Whether every pod is to become of the newest revision, and that revision is known. */
function replacesEveryPod({ metadata, spec, status }: V1StatefulSet): boolean {
  const { type, rollingUpdate } = spec?.updateStrategy ?? {};
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  return isObserved && Boolean(status?.updateRevision) && type !== 'OnDelete' && !rollingUpdate?.partition;
}
