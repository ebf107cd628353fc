import type { ClusterApi } from './cluster-api';
import { diagnose } from './diagnose';
import type { DiagnosisContext, Finding } from './finding';
import { parseRollout, workloadId, type Generations, type Workload } from './rollout';
import { readSnapshot, type Snapshot } from './snapshot';
import type { Unblock } from './stuck-pods';

/** When each trouble was first seen, by this machine's clock. */
export type FirstSeen = ReadonlyMap<string, number>;

/** Why a rollout was given up. */
export interface Verdict {
  finding: Finding;
  findings: readonly Finding[];
  snapshot: Snapshot;
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

/** Watches the newest pods until one of them is hopeless or the signal comes; an API that does not answer is asked again. */
export async function watchRollout(watch: Watch): Promise<Verdict | undefined> {
  let seen: FirstSeen = new Map();
  while (!watch.signal.aborted) {
    const snapshot = await readSnapshot(watch.api, watch.namespace, watch.release).catch(() => undefined);
    if (snapshot && !watch.signal.aborted) {
      const workloads = parseRollout(snapshot);
      watch.onProgress(workloads);
      await watch.unblock(snapshot);
      const findings = addGrace(diagnose(workloads, snapshot, watch.context), workloads, watch.before);
      const judged = judge(findings, seen, snapshot.time);
      if (judged.finding) return { finding: judged.finding, findings, snapshot };
      seen = judged.seen;
    }
    await pause(pauseMs, watch.signal);
  }
  return undefined;
}

/** The first finding whose patience is used up, and since when each is known. Pure. */
export function judge(
  findings: readonly Finding[],
  seen: FirstSeen,
  now: number,
): { finding: Finding | undefined; seen: FirstSeen } {
  const next = new Map(findings.map((finding) => [keyOf(finding), seen.get(keyOf(finding)) ?? now]));
  const finding = findings.find((each) => now - (next.get(keyOf(each)) ?? now) >= each.patienceSeconds * 1000);
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

function keyOf({ code, workload, pod, container }: Finding): string {
  return [code, workload, pod, container].join(' ');
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
