import { joinSignals } from '../../lib/interrupt';
import { formatFailure, ProcessError, type Run, runOrThrow } from '../../lib/run';
import { buildRollbackArgs, formatHelm } from './args';
import { describeApiError } from './cluster-api';
import type { DiagnosisContext } from './finding';
import { restoreSecret } from './keep-secret';
import type { Prepared } from './prepare';
import { findDeployed } from './release-state';
import { formatReady, formatTrouble } from './report';
import { parseJobs, parseRollout, readGenerations, type Workload } from './rollout';
import type { Settings } from './settings';
import { readSnapshot } from './snapshot';
import type { Unblock } from './stuck-pods';
import { watchRollout } from './watch';

const healthSeconds = 60;

/**
 * Goes back to the revision that was deployed before, with the Secret it had, and looks whether its pods are healthy.
 * It never rejects: what led here must be told in any case.
 *
 * @param context by what the pods are judged, those of the way back too
 * @param signal ends the look at the pods, not the way back
 * @param unblock removes the pods of the failed revision that the way back would wait for
 * @returns one sentence on what now serves, for the end of the report
 */
export async function rollBack(
  run: Run,
  settings: Settings,
  prepared: Prepared,
  context: DiagnosisContext,
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
    await runOrThrow(run, buildRollbackArgs(target, revision), { timeoutSeconds: 120, endsWithUs: true });
  } catch (error) {
    const why = error instanceof ProcessError ? formatFailure(error.result, 3) : describeApiError(error);
    return `Going back to revision ${revision} failed too: ${why} Try: ${back}`;
  }
  return `Rolled back to revision ${revision}: ${await describeHealth(prepared, settings, context, signal, unblock)}.`;
}

/** Watches what now runs until all of it is ready, one of it is hopeless, or the time is over. */
async function describeHealth(
  { api }: Prepared,
  { namespace, release }: Settings,
  context: DiagnosisContext,
  signal: AbortSignal,
  unblock: Unblock,
): Promise<string> {
  const old = await readSnapshot(api, namespace, release).catch(() => undefined);
  // the Jobs that are there by now are those of the way forth
  const before = readGenerations(old ? parseJobs(old, new Map()) : []);
  const over = new AbortController();
  let last: readonly Workload[] | undefined = old && parseRollout(old);
  const onProgress = (workloads: readonly Workload[]): void => {
    last = workloads;
    if (workloads.every(({ isDone }) => isDone)) over.abort();
  };
  const { verdict } = await watchRollout({
    ...{ api, namespace, release, context, before, onProgress, unblock },
    signal: joinSignals(over.signal, signal, AbortSignal.timeout(healthSeconds * 1000)),
  });
  if (!last) return 'the cluster does not answer';
  return verdict ? `${formatReady(last)}. That has failed too: ${formatTrouble(verdict.finding)}` : formatReady(last);
}
