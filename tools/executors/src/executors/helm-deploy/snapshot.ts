import type { CoreV1Event, V1Deployment, V1Job, V1Pod, V1ReplicaSet, V1StatefulSet } from '@kubernetes/client-node';
import { UserError } from '../../lib/errors';
import { describeApiError, isForbidden, type ClusterApi } from './cluster-api';
import { instanceSelector } from './release-state';

/** What the cluster showed of a release at one moment. */
export interface Snapshot {
  /** Milliseconds since 1970, by the clock of this machine. */
  time: number;
  deployments: readonly V1Deployment[];
  statefulSets: readonly V1StatefulSet[];
  replicaSets: readonly V1ReplicaSet[];
  /** Empty also where this account may not look at Jobs. */
  jobs: readonly V1Job[];
  pods: readonly V1Pod[];
  events: readonly CoreV1Event[];
}

/** Reads one snapshot; the lists are asked for at once. */
export async function readSnapshot(api: ClusterApi, namespace: string, release: string): Promise<Snapshot> {
  const selector = instanceSelector(release);
  const [deployments, statefulSets, replicaSets, jobs, pods, events] = await Promise.all([
    api.listDeployments(namespace, selector),
    api.listStatefulSets(namespace, selector),
    api.listReplicaSets(namespace, selector),
    api.listJobs(namespace, selector).catch(orNone),
    api.listPods(namespace, selector),
    api.listEvents(namespace),
  ]);
  return { time: Date.now(), deployments, statefulSets, replicaSets, jobs, pods, events };
}

/** A deploy without Jobs needs no right to list them. */
function orNone(error: unknown): [] {
  if (isForbidden(error)) return [];
  throw error;
}

/**
 * Reads one snapshot, and asks again where the cluster does not answer, as a busy one may.
 *
 * @param pausesMs how long to wait before each further attempt
 * @throws UserError if it still does not answer
 */
export async function readSnapshotPatiently(
  api: ClusterApi,
  namespace: string,
  release: string,
  pausesMs: readonly number[] = [500, 2000, 5000],
): Promise<Snapshot> {
  for (const pauseMs of pausesMs) {
    const snapshot = await readSnapshot(api, namespace, release).catch(() => undefined);
    if (snapshot) return snapshot;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return readSnapshot(api, namespace, release).catch((cause: unknown) => {
    throw new UserError(`Look at the pods of "${release}": ${describeApiError(cause)}.`, 'Run: nx status cluster', {
      cause,
    });
  });
}
