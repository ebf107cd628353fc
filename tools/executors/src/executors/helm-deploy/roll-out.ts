import type { Run, RunResult } from '../../lib/run';
import { buildUpgradeArgs, type Target } from './args';
import type { ClusterApi } from './cluster-api';
import { diagnose } from './diagnose';
import { readLogs, type ContainerLog } from './evidence';
import type { DiagnosisContext, Finding } from './finding';
import { parseRollout, readGenerations, type Generations, type Workload } from './rollout';
import { readSnapshot, readSnapshotPatiently, type Snapshot } from './snapshot';
import type { Unblock } from './stuck-pods';
import { watchRollout } from './watch';

/** What was seen of a rollout that failed; gathered while it was still there. */
export interface FailedRollOut {
  kind: 'failed';
  /** `undefined` if nothing known was recognised. */
  finding: Finding | undefined;
  findings: readonly Finding[];
  snapshot: Snapshot;
  logs: readonly ContainerLog[];
  helm: RunResult;
}

/** How Helm and the watch ended. */
export type Outcome = FailedRollOut | { kind: 'ready' | 'interrupted'; workloads: readonly Workload[] };

/** What one rollout needs. */
export interface RollOut {
  api: ClusterApi;
  target: Target;
  valuesFiles: readonly string[];
  workspace: string;
  context: DiagnosisContext;
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
  const { api, target, signal } = deploy;
  const { namespace, release } = target.settings;
  const before = readGenerations(parseRollout(await readSnapshotPatiently(api, namespace, release)));
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
  const verdict = await watchRollout({ ...deploy, namespace, release, before, signal: watchEnd.signal });
  const logs = verdict ? await readLogs(api, verdict.snapshot) : [];
  if (verdict) helmEnd.abort();
  const result = await helm;
  signal.removeEventListener('abort', stop);
  if (verdict) return { kind: 'failed', ...verdict, logs, helm: result };
  return readEnd(deploy, result, before);
}

async function startHelm(
  run: Run,
  { target, valuesFiles, workspace, onLine }: RollOut,
  signal: AbortSignal,
): Promise<RunResult> {
  const argv = buildUpgradeArgs(target, valuesFiles);
  return run(argv, { cwd: workspace, signal, killAfterSeconds: 30, onLine });
}

/** How Helm says that it applied everything, but that something did not become ready. */
const gaveUpWaiting = /not ready|deadline exceeded|timed out waiting/i;

/** The state after Helm ended by itself, by its own timeout, or by Ctrl-C. */
async function readEnd(deploy: RollOut, helm: RunResult, before: Generations): Promise<Outcome> {
  const { api, target, context, signal } = deploy;
  const { namespace, release } = target.settings;
  if (signal.aborted) {
    const workloads = await readSnapshot(api, namespace, release).then(parseRollout, () => []);
    return { kind: 'interrupted', workloads };
  }
  const snapshot = await readSnapshotPatiently(api, namespace, release);
  const workloads = parseRollout(snapshot);
  if (helm.exitCode === 0) return { kind: 'ready', workloads };
  const hasApplied = workloads.some(({ kind, name, generation }) => before.get(`${kind}/${name}`) !== generation);
  const findings = hasApplied || gaveUpWaiting.test(helm.stderr) ? diagnose(workloads, snapshot, context) : [];
  return { kind: 'failed', finding: findings[0], findings, snapshot, logs: await readLogs(api, snapshot), helm };
}
