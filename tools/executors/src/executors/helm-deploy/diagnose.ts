import type { CoreV1Event, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { diagnoseTermination, diagnoseUnfinished, diagnoseWaiting, findDependenciesReady } from './diagnose-container';
import { diagnosePlacement, diagnoseRemoval, diagnoseVolume } from './diagnose-pod';
import { diagnoseReadiness } from './diagnose-probe';
import { shorten, type DiagnosisContext, type Finding, type PodFacts, type PodFinding } from './finding';
import { isPassing, passingSeconds } from './passing';
import { eventsOf, isReady, workloadId, type Workload } from './rollout';
import { isSidecar } from './sidecars';
import type { Snapshot } from './snapshot';

/** Lists every trouble of the newest pods, the likeliest root first: what others depend on, then in order of start. Pure. */
export function diagnose(workloads: readonly Workload[], snapshot: Snapshot, context: DiagnosisContext): Finding[] {
  const ready = findDependenciesReady(workloads);
  return workloads
    .filter(({ isDone }) => !isDone)
    .flatMap((workload) => {
      const dependenciesReady = workload.kind === 'StatefulSet' ? 0 : ready;
      const ofPods = workload.pods
        .filter((pod) => !isReady(pod) && pod.status?.phase !== 'Succeeded')
        .flatMap((pod) => {
          const events = eventsOf(snapshot.events, pod.metadata);
          return diagnosePod({ pod, workload, events, context, dependenciesReady }, snapshot.events);
        });
      return [...diagnoseRefusal(workload), ...diagnoseStall(workload, ofPods)].map((found) => ({
        component: nameComponent(workload, found),
        workload: workloadId(workload),
        ...found,
      }));
    });
}

/** A sidecar is a component of its own, and what is wrong with it is no fault of the one that it stands beside. */
function nameComponent({ component, pods }: Workload, { container }: PodFinding): string {
  return container !== undefined && pods.some((pod) => isSidecar(pod, container)) ? container : component;
}

function diagnosePod(facts: PodFacts, allEvents: readonly CoreV1Event[]): PodFinding[] {
  const whole = diagnoseRemoval(facts) ?? diagnosePlacement(facts, allEvents);
  if (whole) return [whole];
  for (const { status, isInit } of listStatuses(facts.pod)) {
    const found =
      diagnoseWaiting(facts, status) ??
      diagnoseTermination(facts, status, isInit) ??
      (isInit ? diagnoseUnfinished(facts, status) : diagnoseReadiness(facts, status));
    if (found) return [found];
  }
  return diagnoseVolume(facts);
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
  return [
    {
      ...noPod,
      code: 'stalled',
      cause: `makes no progress, and its pods do not show why: ${shorten(stalled)}`,
      patienceSeconds: 0,
    },
  ];
}

const noPod = { pod: undefined, container: undefined, log: undefined };

function listStatuses(pod: V1Pod): { status: V1ContainerStatus; isInit: boolean }[] {
  const { status } = pod;
  return [
    ...(status?.initContainerStatuses ?? []).map((each) => ({ status: each, isInit: !isSidecar(pod, each.name) })),
    ...(status?.containerStatuses ?? []).map((each) => ({ status: each, isInit: false })),
  ];
}
