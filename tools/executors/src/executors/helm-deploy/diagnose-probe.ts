import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { describeLateStart } from './diagnose-container';
import { shorten, type PodFacts, type PodFinding } from './finding';
import { findProbeKill } from './probe-kill';
import { eventTime, timeOf } from './rollout';
import { findContainer } from './sidecars';

/**
 * A container that runs but is not ready. What answers wrongly is given its readiness probe's own arithmetic, at least
 * 5 s; what answers too late or does not listen yet, by its own word or by that of a proxy in its pod, at least 30 s.
 * How long a start may take is counted by the kubelet, and over when the startup probe ends the container. Pure.
 */
export function diagnoseReadiness(
  { pod, events, dependenciesReady }: PodFacts,
  status: V1ContainerStatus,
): PodFinding | undefined {
  const running = status.state?.running;
  if (!running || status.ready) return undefined;
  const since = timeOf(running.startedAt);
  const about = { pod: pod.metadata?.name, container: status.name, log: { container: status.name, previous: false } };
  const kill = findProbeKill(status.name, since, events);
  if (kill?.probe === 'startup') {
    return { ...about, ...describeLateStart(kill), patienceSeconds: since < dependenciesReady ? Infinity : 0 };
  }
  const failed = events.findLast((event) => {
    const { reason, message, involvedObject } = event;
    const isAbout = !involvedObject.fieldPath || involvedObject.fieldPath.includes(`{${status.name}}`);
    const isProbe = reason === 'Unhealthy' && /^(Readiness|Startup) probe/.test(message ?? '');
    return isAbout && isProbe && eventTime(event) >= since;
  });
  if (!failed) return undefined;
  const answer = shorten(failed.message ?? '');
  return {
    ...about,
    code: 'never-ready',
    cause: `runs but is not ready: ${answer}`,
    patienceSeconds: dependenciesReady === Infinity ? Infinity : patienceOf(pod, status, answer),
  };
}

function patienceOf(pod: V1Pod, status: V1ContainerStatus, answer: string): number {
  if (answer.startsWith('Startup')) return Infinity;
  const spec = findContainer(pod, status.name);
  const isBooting = /connection refused|statuscode: 50[24]\b/i.test(answer);
  const isSlow = /context deadline exceeded|client\.timeout/i.test(answer);
  const { periodSeconds = 10, failureThreshold = 3 } = spec?.readinessProbe ?? {};
  const atLeast = isSlow || (isBooting && !spec?.startupProbe) ? 30 : 5;
  return Math.max(atLeast, periodSeconds * failureThreshold);
}
