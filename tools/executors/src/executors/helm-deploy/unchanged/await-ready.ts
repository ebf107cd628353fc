import type { DiagnosisContext } from '../finding';
import type { Output } from '../output';
import type { Prepared } from '../prepare';
import { formatTrouble } from '../report';
import { learnRestarts } from '../restart-budget';
import type { Settings } from '../settings';
import { tellRollout } from '../tell-rollout';
import { watchRollout } from '../watch';

/** What a wait needs, beside the release. */
export interface Waiting {
  output: Output;
  /** What is known beforehand of the pods. */
  context: Omit<DiagnosisContext, 'allowedRestarts'>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/**
 * Waits for pods that are as they should be and not ready yet, as after a restart of the cluster: no revision is needed
 * for that. Nothing is changed meanwhile.
 *
 * @returns why they do not become ready by themselves, if so
 */
export async function awaitReady(
  { api, live }: Pick<Prepared, 'api' | 'live'>,
  { namespace, release, timeoutSeconds }: Pick<Settings, 'namespace' | 'release' | 'timeoutSeconds'>,
  { output, context, signal }: Waiting,
): Promise<string | undefined> {
  const end = new AbortController();
  const stop = (): void => {
    end.abort();
  };
  const timer = setTimeout(stop, timeoutSeconds * 1000);
  signal.addEventListener('abort', stop);
  const { onProgress } = tellRollout(api, output);
  let isReady = false;
  try {
    const { verdict, blinded } = await watchRollout({
      ...{ api, namespace, release, signal: end.signal },
      context: { ...context, allowedRestarts: learnRestarts(live.snapshot) },
      before: new Map(),
      onProgress: (workloads) => {
        onProgress(workloads);
        isReady = workloads.every(({ isDone }) => isDone);
        if (isReady) stop();
      },
      unblock: () => Promise.resolve(),
    });
    // what does not answer any more is told by whoever asks next
    if (isReady || signal.aborted || blinded !== undefined) return undefined;
    return verdict ? formatTrouble(verdict.finding) : `not within ${timeoutSeconds} s`;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
