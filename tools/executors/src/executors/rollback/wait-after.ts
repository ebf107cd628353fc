import type { Run } from '../../lib/run';
import type { ClusterApi } from '../helm-deploy/cluster-api';
import { parseRollout } from '../helm-deploy/rollout';
import { readSnapshot } from '../helm-deploy/snapshot';
import { pause } from '../helm-deploy/watch';
import type { RollbackSettings } from './settings';

const pauseMs = 500;

/**
 * A door that lets Helm go back and then waits for the pods itself. Helm leaves a record that blocks the next deploy
 * where it is ended while it waits on its way back, so that the signal ends the wait only.
 */
export function waitAfter(
  run: Run,
  api: ClusterApi,
  { namespace, release, timeoutSeconds }: Pick<RollbackSettings, 'namespace' | 'release' | 'timeoutSeconds'>,
): Run {
  return async (argv, options = {}) => {
    const { signal = new AbortController().signal, ...others } = options;
    const result = await run(argv, { ...others, timeoutSeconds });
    if (result.exitCode !== 0) return result;
    const deadline = performance.now() + timeoutSeconds * 1000;
    while (!signal.aborted) {
      const snapshot = await readSnapshot(api, namespace, release).catch(() => undefined);
      if (snapshot && parseRollout(snapshot).every(({ isDone }) => isDone)) return result;
      if (performance.now() > deadline) {
        return { ...result, exitCode: 1, stderr: `not ready within ${timeoutSeconds} s` };
      }
      await pause(pauseMs, signal);
    }
    return result;
  };
}
