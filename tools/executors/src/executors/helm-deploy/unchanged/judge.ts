import type { Workload } from '../rollout';
import { compareFingerprint, rendersLabel, revisionLabel, type Fingerprint, type Part } from './fingerprint';
import type { DriftedField } from './drift';
import type { ReleaseRecord } from './release-record';

/** How the wanted release stands beside the one that is there. */
export type Standing =
  | { kind: 'first' }
  /** Made by another program, or by an older one of ours: it is taken over. */
  | { kind: 'foreign'; revision: number }
  | { kind: 'unchanged'; revision: number; deployedAt: number; workloads: readonly Workload[] }
  /** The same, but that pods are not ready, which they may become by themselves: the cluster was just started again. */
  | { kind: 'unready'; others: readonly string[] }
  /** Every reason for a new revision; there is at least one. */
  | { kind: 'changed'; parts: readonly Part[]; drift: readonly DriftedField[]; others: readonly string[] };

/** How the release lives, beside what Helm recorded of it. */
export interface Life {
  workloads: readonly Workload[];
  drift: readonly DriftedField[];
}

/** What the decision rests on. */
export interface StandingFacts {
  /** Helm's record of the newest revision. */
  record: ReleaseRecord | undefined;
  /** The revision that its content was made in, another one after a way back. */
  origin: number | undefined;
  /** Whether that revision is recorded as deployed. */
  isDeployed: boolean;
  wanted: Fingerprint;
  /** `undefined` if it could not be looked at. */
  life: Life | undefined;
}

/**
 * Unchanged is what has an equal fingerprint, is recorded as deployed, renders alike each time, and lives as it was
 * applied, with every pod ready. Pure.
 */
export function judgeStanding({ record, origin, isDeployed, wanted, life }: StandingFacts): Standing {
  if (!record) return { kind: 'first' };
  const parts = compareFingerprint(wanted, record.labels);
  const isOurs = record.labels[revisionLabel] === String(origin);
  if (!parts || !isOurs) return { kind: 'foreign', revision: record.revision };
  const { workloads, drift } = life ?? { workloads: [], drift: [] };
  const unready = workloads
    .filter(({ isDone }) => !isDone)
    .map(({ component, ready, desired }) => `${component} is ${ready}/${desired} ready`);
  const others = [
    ...(life ? [] : ['its objects could not be looked at']),
    ...(isDeployed ? [] : [`revision ${record.revision} is not recorded as deployed`]),
    ...(record.labels[rendersLabel] === 'differently' ? ['the chart renders differently each time'] : []),
  ];
  if (parts.length + drift.length + others.length > 0)
    return { kind: 'changed', parts, drift, others: [...others, ...unready] };
  const { revision, deployedAt } = record;
  return unready.length > 0
    ? { kind: 'unready', others: unready }
    : { kind: 'unchanged', revision, deployedAt, workloads };
}

/** How long ago a moment was, in the unit that a person would take: `3 h ago`. Pure. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit} ago`;
}
