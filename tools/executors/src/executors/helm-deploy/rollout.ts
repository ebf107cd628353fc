import type { CoreV1Event, V1Job, V1ObjectMeta, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import { componentLabel } from './release-state';
import type { Snapshot } from './snapshot';

/** The newest state of one Deployment, StatefulSet or Job, and only the pods of that state. */
export interface Workload {
  kind: 'Deployment' | 'StatefulSet' | 'Job';
  name: string;
  component: string;
  /** The generation of its spec, which grows with each change; of a Job, which is made anew instead, when that was. */
  generation: number;
  desired: number;
  ready: number;
  /** Whether all desired pods are of the newest state and ready, and no older one is left to serve; or the Job is done. */
  isDone: boolean;
  pods: readonly V1Pod[];
  /** Events of the ReplicaSet, StatefulSet or Job itself, such as refused pods. */
  events: readonly CoreV1Event[];
  /** Kubernetes' own word that it has given up, if any. */
  stalled: string | undefined;
}

/** Which generation each workload had, by kind and name. */
export type Generations = ReadonlyMap<string, number>;

/** What tells one workload from another. Pure. */
export function workloadId({ kind, name }: Pick<Workload, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

/** Reads the newest state of everything that serves in a release. Pure. */
export function parseRollout(snapshot: Snapshot): Workload[] {
  return [...snapshot.statefulSets.map((set) => parseStatefulSet(set, snapshot)), ...parseDeployments(snapshot)];
}

/** Reads the Jobs of a release, those of hooks among them, that are not as they were before the deploy. Pure. */
export function parseJobs(snapshot: Snapshot, before: Generations): Workload[] {
  return snapshot.jobs
    .map((job) => parseJob(job, snapshot))
    .filter((job) => before.get(workloadId(job)) !== job.generation);
}

/** The generations before Helm changes anything. Pure. */
export function readGenerations(workloads: readonly Workload[]): Generations {
  return new Map(workloads.map((workload) => [workloadId(workload), workload.generation]));
}

function parseDeployments(snapshot: Snapshot): Workload[] {
  return snapshot.deployments.map(({ metadata, spec, status }) => {
    const desired = spec?.replicas ?? 1;
    const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
    const newest = isObserved ? findNewest(snapshot.replicaSets, metadata) : undefined;
    const pods = podsOwnedBy(snapshot.pods, newest?.metadata?.uid);
    const ready = pods.filter(isReady).length;
    const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
    const isSettled =
      (status?.updatedReplicas ?? 0) >= desired &&
      (status?.replicas ?? 0) <= Math.max(desired, status?.updatedReplicas ?? 0);
    return {
      kind: 'Deployment',
      name: metadata?.name ?? '',
      component: metadata?.labels?.[componentLabel] ?? metadata?.name ?? '',
      generation: metadata?.generation ?? 0,
      desired,
      ready,
      isDone: isObserved && ready >= desired && isSettled,
      pods,
      events: newest && lacksPods(newest) ? eventsOf(snapshot.events, newest.metadata) : [],
      stalled: isObserved && progressing?.reason === 'ProgressDeadlineExceeded' ? progressing.message : undefined,
    };
  });
}

function parseStatefulSet({ metadata, spec, status }: Snapshot['statefulSets'][number], snapshot: Snapshot): Workload {
  const desired = spec?.replicas ?? 1;
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const pods = podsOwnedBy(snapshot.pods, isObserved ? metadata?.uid : undefined).filter(
    (pod) => pod.metadata?.labels?.['controller-revision-hash'] === status?.updateRevision,
  );
  const ready = pods.filter(isReady).length;
  return {
    kind: 'StatefulSet',
    name: metadata?.name ?? '',
    component: metadata?.labels?.[componentLabel] ?? metadata?.name ?? '',
    generation: metadata?.generation ?? 0,
    desired,
    ready,
    isDone: isObserved && ready >= desired,
    pods,
    events: eventsOf(snapshot.events, metadata),
    stalled: undefined,
  };
}

function parseJob({ metadata, spec, status }: V1Job, snapshot: Snapshot): Workload {
  const holding = status?.conditions?.filter(({ status: is }) => is === 'True') ?? [];
  const failed = holding.find(({ type }) => type === 'Failed' || type === 'FailureTarget');
  return {
    kind: 'Job',
    name: metadata?.name ?? '',
    component: metadata?.labels?.[componentLabel] ?? metadata?.name ?? '',
    generation: timeOf(metadata?.creationTimestamp),
    desired: spec?.parallelism ?? 1,
    ready: status?.succeeded ?? 0,
    isDone: holding.some(({ type }) => type === 'Complete'),
    pods: podsOwnedBy(snapshot.pods, metadata?.uid),
    events: eventsOf(snapshot.events, metadata),
    stalled: failed ? `${failed.reason}: ${failed.message}` : undefined,
  };
}

/** Whether a ReplicaSet fails to make its pods now; its events also tell of what is over. */
function lacksPods({ status }: V1ReplicaSet): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True') ?? false;
}

/** Whether a pod serves. Pure. */
export function isReady(pod: V1Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** The events about one object, oldest first. Pure. */
export function eventsOf(events: readonly CoreV1Event[], about: V1ObjectMeta | undefined): CoreV1Event[] {
  return events
    .filter(({ involvedObject }) => about?.uid !== undefined && involvedObject.uid === about.uid)
    .sort((a, b) => eventTime(a) - eventTime(b));
}

/** When an event was last seen, in milliseconds since 1970; 0 if it does not say. Pure. */
export function eventTime({ lastTimestamp, eventTime: moment, firstTimestamp, series }: CoreV1Event): number {
  return timeOf(series?.lastObservedTime ?? lastTimestamp ?? moment ?? firstTimestamp);
}

/** A time of Kubernetes in milliseconds since 1970, 0 if there is none. Pure. */
export function timeOf(time: Date | string | undefined | null): number {
  return time ? new Date(time).getTime() : 0;
}

function findNewest(
  replicaSets: readonly V1ReplicaSet[],
  deployment: V1ObjectMeta | undefined,
): V1ReplicaSet | undefined {
  const revision = deployment?.annotations?.[revisionAnnotation];
  return replicaSets.find(
    ({ metadata }) =>
      metadata?.ownerReferences?.some(({ uid }) => uid === deployment?.uid) &&
      metadata.annotations?.[revisionAnnotation] === revision,
  );
}

const revisionAnnotation = 'deployment.kubernetes.io/revision';

function podsOwnedBy(pods: readonly V1Pod[], uid: string | undefined): V1Pod[] {
  return pods.filter(
    ({ metadata }) =>
      uid !== undefined &&
      !metadata?.deletionTimestamp &&
      metadata?.ownerReferences?.some((owner) => owner.uid === uid),
  );
}
