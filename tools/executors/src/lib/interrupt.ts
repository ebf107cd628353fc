import { UserError } from './errors';
import type { Run } from './run';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` so that Ctrl-C ends what it started: the signal it gets is aborted, its processes end, and the
 * promise is rejected with a UserError that says so.
 *
 * @param what is being done, for that error
 */
export async function untilInterrupted<T>(what: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort();
  };
  for (const signal of signals) process.on(signal, interrupt);
  const interrupted = (cause?: unknown): UserError =>
    new UserError(`${what}: interrupted.`, 'What it had started is ended; run it again whenever you like.', { cause });
  try {
    const result = await work(controller.signal);
    if (controller.signal.aborted) throw interrupted();
    return result;
  } catch (error) {
    throw controller.signal.aborted ? interrupted(error) : error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** The same door to processes, each of which ends when `signal` is aborted. */
export function bindSignal(run: Run, signal: AbortSignal): Run {
  return (argv, options) => {
    signal.throwIfAborted();
    return run(argv, { signal, ...options });
  };
}
