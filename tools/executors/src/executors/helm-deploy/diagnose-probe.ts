import type { CoreV1Event, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { shorten, type PodFinding } from './finding';
import { eventTime, timeOf } from './rollout';

/**
 * A container that runs but is not ready. What answers wrongly is given the probe's own arithmetic, at most 15 s; what
 * answers too late, 30 s; what does not listen yet may still be booting, for as long as its startup probe allows. Pure.
 */
export function diagnoseReadiness(
  pod: V1Pod,
  status: V1ContainerStatus,
  events: readonly CoreV1Event[],
  dependenciesReady: number,
): PodFinding | undefined {
  const running = status.state?.running;
  if (!running || status.ready) return undefined;
  const failed = events
    .filter(({ reason, message, involvedObject }) => {
      const isAbout = !involvedObject.fieldPath || involvedObject.fieldPath.includes(`{${status.name}}`);
      return reason === 'Unhealthy' && isAbout && /^(Readiness|Startup) probe/.test(message ?? '');
    })
    .filter((event) => eventTime(event) >= timeOf(running.startedAt))
    .at(-1);
  if (!failed) return undefined;
  const answer = shorten(failed.message ?? '');
  return {
    code: 'never-ready',
    pod: pod.metadata?.name,
    container: status.name,
    cause: `runs but is not ready: ${answer}`,
    patienceSeconds: dependenciesReady === Infinity ? Infinity : patienceOf(pod, status, answer),
    log: { container: status.name, previous: false },
  };
}

function patienceOf(pod: V1Pod, status: V1ContainerStatus, answer: string): number {
  const spec = pod.spec?.containers.find(({ name }) => name === status.name);
  const isBooting = /connection refused/i.test(answer);
  const isSlow = /context deadline exceeded|client\.timeout/i.test(answer);
  if (isBooting && answer.startsWith('Startup')) return Infinity;
  if (isSlow || (isBooting && !spec?.startupProbe)) return 30;
  const { periodSeconds = 10, failureThreshold = 3 } = spec?.readinessProbe ?? {};
  return Math.min(15, Math.max(5, periodSeconds * failureThreshold));
}
