import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { diagnoseTermination, diagnoseWaiting, findDependenciesReady } from './diagnose-container';
import { diagnoseReadiness } from './diagnose-probe';
import { shorten, type DiagnosisContext, type Finding, type PodFinding } from './finding';
import { isPassing, passingSeconds } from './passing';
import { eventsOf, isReady, workloadId, type Workload } from './rollout';
import type { Snapshot } from './snapshot';

/** Lists every trouble of the newest pods, the likeliest root first: what others depend on, then in order of start. Pure. */
export function diagnose(workloads: readonly Workload[], snapshot: Snapshot, context: DiagnosisContext): Finding[] {
  const dependenciesReady = findDependenciesReady(workloads);
  return workloads.flatMap((workload) => {
    const subject = { component: workload.component, workload: workloadId(workload) };
    const isDependent = workload.kind === 'Deployment';
    const ofPods = workload.pods
      .filter((pod) => !isReady(pod))
      .flatMap((pod) => diagnosePod(pod, snapshot, context, isDependent ? dependenciesReady : 0));
    return [...diagnoseRefusal(workload), ...diagnoseStall(workload, ofPods)].map((found) => ({
      ...subject,
      ...found,
    }));
  });
}

function diagnosePod(
  pod: V1Pod,
  snapshot: Snapshot,
  context: DiagnosisContext,
  dependenciesReady: number,
): PodFinding[] {
  const name = pod.metadata?.name;
  const events = eventsOf(snapshot.events, pod.metadata);
  const unscheduled = pod.status?.conditions?.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (unscheduled) return [diagnoseScheduling(name, unscheduled.message ?? '', context)];
  const statuses = listStatuses(pod);
  for (const { status, isInit } of statuses) {
    const found =
      diagnoseWaiting(pod, status, context) ??
      diagnoseTermination(pod, status, isInit, events, context, dependenciesReady) ??
      (isInit ? undefined : diagnoseReadiness(pod, status, events, dependenciesReady));
    if (found) return [found];
  }
  const mount = events.filter(({ reason }) => reason === 'FailedMount').at(-1);
  if (!mount || !statuses.some(({ status }) => status.state?.waiting?.reason === 'ContainerCreating')) return [];
  const message = mount.message ?? '';
  const cause = `waits for a volume: ${shorten(message)}`;
  const patienceSeconds = isPassing(message) ? passingSeconds : 12;
  return [{ code: 'volume-missing', pod: name, container: undefined, cause, patienceSeconds, log: undefined }];
}

function diagnoseScheduling(pod: string | undefined, message: string, { canGrow }: DiagnosisContext): PodFinding {
  const waitsForVolume = /persistentvolumeclaim/i.test(message);
  return {
    code: 'unschedulable',
    pod,
    container: undefined,
    cause: `fits on no node: ${shorten(message)}`,
    patienceSeconds: canGrow ? 120 : isPassing(message) ? passingSeconds : waitsForVolume ? 30 : 10,
    log: undefined,
  };
}

function diagnoseRefusal(workload: Workload): PodFinding[] {
  const refused = workload.events.filter(({ reason }) => reason === 'FailedCreate').at(-1);
  if (!refused || workload.pods.length >= workload.desired) return [];
  const message = refused.message ?? '';
  const isFinal = /forbidden|exceeded quota|invalid/i.test(message);
  const patienceSeconds = isPassing(message) ? passingSeconds : isFinal ? 0 : 15;
  return [{ ...noPod, code: 'refused', cause: `gets no pod: ${shorten(message)}`, patienceSeconds }];
}

/** Where Kubernetes itself has given up, there is nothing to wait for; what its pods show is the better cause. */
function diagnoseStall({ stalled }: Workload, ofPods: readonly PodFinding[]): PodFinding[] {
  if (!stalled) return [...ofPods];
  if (ofPods.length > 0) return ofPods.map((finding) => ({ ...finding, patienceSeconds: 0 }));
  return [{ ...noPod, code: 'stalled', cause: `makes no progress: ${shorten(stalled)}`, patienceSeconds: 0 }];
}

const noPod = { pod: undefined, container: undefined, log: undefined };

function listStatuses({ status }: V1Pod): { status: V1ContainerStatus; isInit: boolean }[] {
  return [
    ...(status?.initContainerStatuses ?? []).map((each) => ({ status: each, isInit: true })),
    ...(status?.containerStatuses ?? []).map((each) => ({ status: each, isInit: false })),
  ];
}
