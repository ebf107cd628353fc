import type { Run, RunResult } from '../../lib/run';
import { UserError } from '../../lib/errors';
import { describeApiError, isUnauthorized, type ClusterApi } from './cluster-api';
import { readLogs, type ContainerLog } from './evidence';
import type { DiagnosisContext, Finding } from './finding';
import { findTellingLine } from './log-excerpt';
import { learnRestarts } from './restart-budget';
import { parseJobs, parseRollout, readGenerations, workloadId, type Generations, type Workload } from './rollout';
import { readSnapshot, readSnapshotPatiently, type Snapshot } from './snapshot';
import type { Unblock } from './stuck-pods';
import type { TrailStep } from './trail';
import { findTroubles, watchRollout } from './watch';

/** What was seen of a rollout that failed; gathered while it was still there. */
export interface FailedRollOut {
  kind: 'failed';
  /** `undefined` if nothing known was recognised. */
  finding: Finding | undefined;
  findings: readonly Finding[];
  trail: readonly TrailStep[];
  snapshot: Snapshot;
  logs: readonly ContainerLog[];
  helm: RunResult;
  /** By what it was judged. */
  context: DiagnosisContext;
}

/** How Helm and the watch ended. */
export type Outcome = FailedRollOut | { kind: 'ready' | 'interrupted'; workloads: readonly Workload[] };

/** What one rollout needs. */
export interface RollOut {
  api: ClusterApi;
  namespace: string;
  release: string;
  /** The Helm command that changes the release and waits for it: an upgrade, or the way back. */
  argv: readonly string[];
  workspace: string;
  /** What is known beforehand; what the release needed so far is learnt here. */
  context: Omit<DiagnosisContext, 'allowedRestarts'>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  onLine: (line: string) => void;
  onProgress: (workloads: readonly Workload[]) => void;
  unblock: Unblock;
}

/**
 * Runs Helm and watches the new pods meanwhile. Whoever is first ends the other: a hopeless pod ends Helm (SIGTERM,
 * so that the revision is recorded as failed), Helm's end ends the watch.
 */
export async function rollOut(run: Run, deploy: RollOut): Promise<Outcome> {
  const { api, namespace, release, signal } = deploy;
  const old = await readSnapshotPatiently(api, namespace, release);
  const before = readGenerations([...parseRollout(old), ...parseJobs(old, new Map())]);
  const context = { ...deploy.context, allowedRestarts: learnRestarts(old) };
  const helmEnd = new AbortController();
  const watchEnd = new AbortController();
  const stop = (): void => {
    helmEnd.abort();
    watchEnd.abort();
  };
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const helm = startHelm(run, deploy, helmEnd.signal).finally(() => {
    watchEnd.abort();
  });
  const { verdict, blinded, trail } = await watchRollout({
    ...deploy,
    ...{ context, before },
    signal: watchEnd.signal,
  });
  const logs = verdict ? await readLogs(api, verdict.snapshot) : [];
  if (verdict ?? blinded) helmEnd.abort();
  const result = await helm;
  signal.removeEventListener('abort', stop);
  if (blinded !== undefined) throw new ClusterAwayError(release, '', blinded);
  if (verdict) return { kind: 'failed', ...verdict, trail, logs, helm: result, context };
  return readEnd(deploy, result, { before, context, trail });
}

async function startHelm(run: Run, { argv, workspace, onLine }: RollOut, signal: AbortSignal): Promise<RunResult> {
  return run(argv, { cwd: workspace, signal, killAfterSeconds: 30, endsWithUs: true, onLine });
}

/** The cluster answered when the rollout began, and does not any more; or it answers, but not to us. */
export class ClusterAwayError extends UserError {
  constructor(release: string, helm: string, cause: unknown) {
    const said = findTellingLine(helm);
    const answer = cause instanceof UserError ? cause.cause : cause;
    const isOut = isUnauthorized(answer);
    super(
      `The cluster stopped ${isOut ? 'accepting our credentials' : 'answering'} in the middle of the rollout of ` +
        `"${release}": ${describeApiError(answer)}.` +
        (said ? ` Helm says: ${said}` : ''),
      'What the cluster was told goes on by itself; which revision is recorded cannot be said from here.\n' +
        (isOut ? 'Log in again, then deploy again' : 'Once it answers (nx status cluster), deploy again') +
        ': that puts right what is half done.',
      { cause },
    );
  }
}

/** How Helm says that it applied everything, but that something did not become ready. */
const gaveUpWaiting = /not ready|deadline exceeded|timed out waiting/i;

/** The state after Helm ended by itself, by its own timeout, or by Ctrl-C. */
async function readEnd(
  deploy: RollOut,
  helm: RunResult,
  { before, context, trail }: { before: Generations } & Pick<FailedRollOut, 'context' | 'trail'>,
): Promise<Outcome> {
  const { api, namespace, release, signal } = deploy;
  if (signal.aborted) {
    const workloads = await readSnapshot(api, namespace, release).then(parseRollout, () => []);
    return { kind: 'interrupted', workloads };
  }
  const snapshot = await readSnapshotPatiently(api, namespace, release).catch((cause: unknown) => {
    throw new ClusterAwayError(release, helm.stderr, cause);
  });
  const workloads = parseRollout(snapshot);
  if (helm.exitCode === 0) {
    // Helm may see the last pod ready before the watch does
    deploy.onProgress(workloads);
    return { kind: 'ready', workloads };
  }
  const hasApplied = [...workloads, ...parseJobs(snapshot, new Map())].some(
    (each) => before.get(workloadId(each)) !== each.generation,
  );
  const isOver = gaveUpWaiting.test(helm.stderr);
  const findings = hasApplied || isOver ? findTroubles(workloads, snapshot, { context, before }) : [];
  const finding = chooseLast(findings, isOver);
  const end = finding ? [{ time: snapshot.time, what: 'given up' as const, finding }] : [];
  const logs = await readLogs(api, snapshot);
  return { kind: 'failed', finding, findings, trail: [...trail, ...end], snapshot, logs, helm, context };
}

/**
 * The cause where Helm was first. If it waited in vain: rather what uses up its patience than what is only watched. If
 * it failed for another reason, which may well be its own: only what is hopeless. Pure.
 */
export function chooseLast(findings: readonly Finding[], isOver: boolean): Finding | undefined {
  if (!isOver) return findings.find(({ patienceSeconds }) => patienceSeconds === 0);
  return findings.find(({ patienceSeconds }) => patienceSeconds !== Infinity) ?? findings[0];
}
