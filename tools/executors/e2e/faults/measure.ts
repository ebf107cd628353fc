import type { V1ObjectMeta } from '@kubernetes/client-node';
import { parseJobs, parseRollout, timeOf, workloadId } from '../../src/executors/helm-deploy/rollout';
import type { Evidence } from './evidence';
import type { Fault } from './fault';
import type { Row } from './table';

/** What the table says of the time of a fault. Pure. */
export function tellSeconds({ isForeseen }: Fault, evidence: Evidence | undefined): Row['seconds'] {
  return isForeseen ? 'first' : ((evidence && measureSeconds(evidence)) ?? 'Helm');
}

/**
 * Seconds from when the first faulty pod was made, or refused, until the verdict; `undefined` where Helm was first.
 * Kubernetes tells whole seconds, rounded down, so that up to one too many is counted. Pure.
 */
export function measureSeconds({ snapshot, trail }: Pick<Evidence, 'snapshot' | 'trail'>): number | undefined {
  const verdict = trail.findLast(({ what }) => what === 'given up');
  const workload = [...parseRollout(snapshot), ...parseJobs(snapshot, new Map())].find(
    (each) => workloadId(each) === verdict?.workload,
  );
  if (!verdict || !workload) return undefined;
  const made = workload.pods.map(({ metadata }) => createdAt(metadata));
  const refused = workload.events.filter(({ reason }) => reason === 'FailedCreate');
  const starts = verdict.pod === undefined ? refused.map((event) => timeOf(event.firstTimestamp)) : made;
  return (timeOf(verdict.time) - Math.min(...starts)) / 1000;
}

/** The middle of some figures; of an even number, the mean of the two in the middle. Pure. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

function createdAt(metadata: V1ObjectMeta | undefined): number {
  return timeOf(metadata?.creationTimestamp);
}
