import { formatFailure, ProcessError, type Run, runOrThrow } from '../../lib/run';
import { buildRollbackArgs, formatHelm } from './args';
import { describeApiError } from './cluster-api';
import { restoreSecret } from './keep-secret';
import type { Prepared } from './prepare';
import { findDeployed } from './release-state';
import { formatReady } from './report';
import { parseRollout } from './rollout';
import type { Settings } from './settings';
import { readSnapshot } from './snapshot';
import type { Unblock } from './stuck-pods';
import { pause } from './watch';

const healthSeconds = 60;

/**
 * Goes back to the revision that was deployed before, with the Secret it had, and looks whether its pods are healthy.
 * It never rejects: what led here must be told in any case.
 *
 * @param signal ends the look at the pods, not the way back
 * @param unblock removes the pods of the failed revision that the way back would wait for
 * @returns one sentence on what now serves, for the end of the report
 */
export async function rollBack(
  run: Run,
  settings: Settings,
  prepared: Prepared,
  signal: AbortSignal,
  unblock: Unblock,
): Promise<string> {
  const { api, target, plan, live } = prepared;
  const revision = findDeployed(live.history);
  if (revision === undefined) {
    return `There is no earlier revision to go back to; the pods are left as they are. To start over: ${formatHelm(target, 'uninstall', settings.release)}`;
  }
  const back = formatHelm(target, 'rollback', settings.release, String(revision));
  if (!settings.rollback) return `Not rolled back, as asked; pods that were ready go on serving. To go back: ${back}`;
  try {
    await restoreSecret(api, settings, plan.secret, plan.liveSecret);
    await runOrThrow(run, buildRollbackArgs(target, revision), { timeoutSeconds: 120 });
  } catch (error) {
    const why = error instanceof ProcessError ? formatFailure(error.result, 3) : describeApiError(error);
    return `Going back to revision ${revision} failed too: ${why} Try: ${back}`;
  }
  return `Rolled back to revision ${revision}: ${await describeHealth(prepared, settings, signal, unblock)}.`;
}

async function describeHealth(
  { api }: Prepared,
  { namespace, release }: Settings,
  signal: AbortSignal,
  unblock: Unblock,
): Promise<string> {
  const deadline = Date.now() + healthSeconds * 1000;
  for (;;) {
    const snapshot = await readSnapshot(api, namespace, release).catch(() => undefined);
    if (snapshot) await unblock(snapshot);
    const workloads = snapshot && parseRollout(snapshot);
    const isHealthy = workloads?.every(({ isDone }) => isDone) ?? false;
    const isOver = signal.aborted || Date.now() > deadline;
    if (workloads && (isHealthy || isOver)) return formatReady(workloads);
    if (isOver) return 'the cluster does not answer';
    await pause(500, signal);
  }
}
