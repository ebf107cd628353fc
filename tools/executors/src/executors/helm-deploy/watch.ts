import { isUnauthorized, type ClusterApi } from './cluster-api';
import { diagnose } from './diagnose';
import type { DiagnosisContext, Finding } from './finding';
import { parseJobs, parseRollout, workloadId, type Generations, type Workload } from './rollout';
import { readSnapshot, type Snapshot } from './snapshot';
import type { Unblock } from './stuck-pods';
import { findingKey, listSteps, type TrailStep } from './trail';

/** Since when each trouble uses up its patience, by this machine's clock. */
export type FirstSeen = ReadonlyMap<string, number>;

/** Why a rollout was given up. */
export interface Verdict {
  finding: Finding;
  findings: readonly Finding[];
  snapshot: Snapshot;
}

/** How a watch ended. */
export interface Watched {
  /** `undefined` if the signal came first, or nothing could be seen any more. */
  verdict: Verdict | undefined;
  /** Why nothing could be seen any more: the answer to credentials that have run out. */
  blinded: unknown;
  /** How each trouble was judged meanwhile, oldest first. */
  trail: readonly TrailStep[];
}

/** What a watch needs. */
export interface Watch {
  api: ClusterApi;
  namespace: string;
  release: string;
  context: DiagnosisContext;
  /** The generations before the deploy. */
  before: Generations;
  /** Ends the watch without a verdict. */
  signal: AbortSignal;
  onProgress: (workloads: readonly Workload[]) => void;
  unblock: Unblock;
}

/** Helm may be just about to change a workload that is unchanged so far, so its old troubles get this much longer. */
const unchangedGraceSeconds = 30;
const pauseMs = 500;
/** A login that a plugin renews is refused for a moment at most; one that is still refused then has run out. */
const refusedSeconds = 10;

/**
 * Watches the newest pods until one of them is hopeless or the signal comes. An API that does not answer is asked again,
 * one that does not accept the credentials for `refusedSeconds` only.
 */
export async function watchRollout(watch: Watch): Promise<Watched> {
  const trail: TrailStep[] = [];
  let last: readonly Finding[] = [];
  let seen: FirstSeen = new Map();
  let refusedAt: number | undefined;
  while (!watch.signal.aborted) {
    const { snapshot, refusal } = await look(watch);
    refusedAt = refusal === undefined ? undefined : (refusedAt ?? performance.now());
    if (refusedAt !== undefined && performance.now() - refusedAt >= refusedSeconds * 1000)
      return { verdict: undefined, blinded: refusal, trail };
    if (snapshot && !watch.signal.aborted) {
      const workloads = parseRollout(snapshot);
      watch.onProgress(workloads);
      await watch.unblock(snapshot);
      const findings = findTroubles(workloads, snapshot, watch);
      trail.push(...listSteps(last, findings, snapshot.time));
      const { finding, seen: next } = judge(findings, seen, snapshot.time);
      if (finding) {
        trail.push({ time: snapshot.time, what: 'given up', finding });
        return { verdict: { finding, findings, snapshot }, blinded: undefined, trail };
      }
      [seen, last] = [next, findings];
    }
    await pause(pauseMs, watch.signal);
  }
  return { verdict: undefined, blinded: undefined, trail };
}

/** One look, or the answer to credentials that the API server does not accept; neither if it does not answer. */
async function look({ api, namespace, release }: Watch): Promise<{ snapshot?: Snapshot; refusal?: unknown }> {
  try {
    return { snapshot: await readSnapshot(api, namespace, release) };
  } catch (error) {
    return isUnauthorized(error) ? { refusal: error } : {};
  }
}

/** All troubles of what serves and of the new Jobs, each with its patience. Pure. */
export function findTroubles(
  workloads: readonly Workload[],
  snapshot: Snapshot,
  { context, before }: Pick<Watch, 'context' | 'before'>,
): Finding[] {
  const findings = diagnose([...workloads, ...parseJobs(snapshot, before)], snapshot, context);
  return addGrace(findings, workloads, before);
}

/**
 * The first finding whose patience is used up, and since when each uses its own. What is only watched uses none: a
 * probe that fails while the database starts has its time from when the database is there. Pure.
 */
export function judge(
  findings: readonly Finding[],
  seen: FirstSeen,
  now: number,
): { finding: Finding | undefined; seen: FirstSeen } {
  const budgeted = findings.filter(({ patienceSeconds }) => patienceSeconds !== Infinity);
  const next = new Map(budgeted.map((finding) => [findingKey(finding), seen.get(findingKey(finding)) ?? now]));
  const finding = budgeted.find((each) => now - (next.get(findingKey(each)) ?? now) >= each.patienceSeconds * 1000);
  return { finding, seen: next };
}

/** Gives the findings of workloads that the deploy has not changed (yet) more patience. Pure. */
export function addGrace(findings: readonly Finding[], workloads: readonly Workload[], before: Generations): Finding[] {
  const unchanged = new Set(
    workloads.filter((each) => before.get(workloadId(each)) === each.generation).map(workloadId),
  );
  return findings.map((finding) =>
    unchanged.has(finding.workload)
      ? { ...finding, patienceSeconds: finding.patienceSeconds + unchangedGraceSeconds }
      : finding,
  );
}

/** Waits, but no longer than until the signal. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
