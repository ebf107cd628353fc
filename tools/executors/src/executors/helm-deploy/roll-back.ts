import { formatFailure, type Run } from '../../lib/run';
import { buildRollbackArgs, formatHelm } from './args';
import { restoreSecret } from './keep-secret';
import type { Prepared } from './prepare';
import { findDeployed } from './release-state';
import { formatReady } from './report';
import { parseRollout } from './rollout';
import type { Settings } from './settings';
import { readSnapshot } from './snapshot';
import { pause } from './watch';

const healthSeconds = 60;

/**
 * Goes back to the revision that was deployed before, with the Secret it had, and looks whether its pods are healthy.
 *
 * @returns one sentence on what now serves, for the end of the report
 */
export async function rollBack(run: Run, settings: Settings, prepared: Prepared): Promise<string> {
  const { api, target, plan, live } = prepared;
  const revision = findDeployed(live.history);
  if (revision === undefined) {
    return `There is no earlier revision to go back to; the pods are left as they are. To start over: ${formatHelm(target, 'uninstall', settings.release)}`;
  }
  const back = formatHelm(target, 'rollback', settings.release, String(revision));
  if (!settings.rollback) return `Not rolled back, as asked; pods that were ready go on serving. To go back: ${back}`;
  await restoreSecret(api, settings, plan.secret, plan.liveSecret);
  const result = await run(buildRollbackArgs(target, revision), { timeoutSeconds: 120 });
  if (result.exitCode !== 0)
    return `Going back to revision ${revision} failed too: ${formatFailure(result, 3)} Try: ${back}`;
  return `Rolled back to revision ${revision}: ${await describeHealth(prepared, settings)}.`;
}

async function describeHealth({ api }: Prepared, { namespace, release }: Settings): Promise<string> {
  const never = new AbortController().signal;
  const deadline = Date.now() + healthSeconds * 1000;
  for (;;) {
    const workloads = await readSnapshot(api, namespace, release).then(parseRollout, () => undefined);
    const isHealthy = workloads?.every(({ isDone }) => isDone) ?? false;
    if (workloads && (isHealthy || Date.now() > deadline)) return formatReady(workloads);
    if (Date.now() > deadline) return 'the cluster does not answer';
    await pause(500, never);
  }
}
