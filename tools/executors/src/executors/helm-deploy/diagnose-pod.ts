import type { CoreV1Event } from '@kubernetes/client-node';
import { shorten, type PodFacts, type PodFinding } from './finding';
import { isPassing, passingSeconds } from './passing';
import { eventTime } from './rollout';

/** A pod that its node removed as a whole; what its containers then show is only how they were ended. Pure. */
export function diagnoseRemoval({ pod }: PodFacts): PodFinding | undefined {
  const { phase, reason, message = '' } = pod.status ?? {};
  if (phase !== 'Failed' || !reason) return undefined;
  const exceedsItsOwn = /exceeds the (total )?limit|exceeded its local ephemeral storage limit/i.test(message);
  return {
    code: 'evicted',
    pod: pod.metadata?.name,
    container: undefined,
    cause: `was removed by its node (${reason}): ${shorten(message)}`,
    patienceSeconds: exceedsItsOwn ? 0 : passingSeconds,
    log: undefined,
  };
}

/** A pod that no node takes; a volume that is not made is told of by the claim's own events. Pure. */
export function diagnosePlacement(
  { pod, context: { canGrow } }: PodFacts,
  allEvents: readonly CoreV1Event[],
): PodFinding | undefined {
  const unscheduled = pod.status?.conditions?.find(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
  );
  if (!unscheduled) return undefined;
  const message = unscheduled.message ?? '';
  const unmade = isAboutVolume(message) ? findUnmadeVolume(pod, allEvents) : undefined;
  return {
    code: 'unschedulable',
    pod: pod.metadata?.name,
    container: undefined,
    cause: `fits on no node: ${shorten(message)}${unmade ? `: ${shorten(unmade)}` : ''}`,
    patienceSeconds: patienceOf(message, unmade, canGrow),
    log: undefined,
  };
}

const isAboutVolume = (message: string): boolean => /persistentvolumeclaim/i.test(message);

function patienceOf(message: string, unmade: string | undefined, canGrow: boolean): number {
  if (/storageclass\S* "[^"]*" not found/i.test(unmade ?? '')) return 5;
  if (canGrow) return 120;
  if (isPassing(message)) return passingSeconds;
  return isAboutVolume(message) ? 30 : 10;
}

/** What the provisioner said last of a claim of the pod. */
function findUnmadeVolume({ metadata, spec }: PodFacts['pod'], events: readonly CoreV1Event[]): string | undefined {
  const claims = spec?.volumes?.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName) ?? [];
  return events
    .filter(
      ({ type, involvedObject }) =>
        type === 'Warning' &&
        involvedObject.kind === 'PersistentVolumeClaim' &&
        involvedObject.namespace === metadata?.namespace &&
        claims.includes(involvedObject.name),
    )
    .sort((a, b) => eventTime(a) - eventTime(b))
    .at(-1)?.message;
}

/** A pod whose containers are not made because a volume cannot be mounted. Pure. */
export function diagnoseVolume({ pod, events }: PodFacts): PodFinding[] {
  const mount = events.findLast(({ reason }) => reason === 'FailedMount');
  const isMounted = pod.status?.conditions?.some(
    ({ type, status }) => type === 'PodReadyToStartContainers' && status === 'True',
  );
  if (!mount || isMounted) return [];
  const message = mount.message ?? '';
  const isAbsent = /(secret|configmap) "[^"]+" not found/i.test(message);
  return [
    {
      code: 'volume-missing',
      pod: pod.metadata?.name,
      container: undefined,
      cause: `waits for a volume: ${shorten(message)}`,
      patienceSeconds: isPassing(message) ? passingSeconds : isAbsent ? 5 : 12,
      log: undefined,
    },
  ];
}
