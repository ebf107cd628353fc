import { formatError } from './errors';
import { eventsVariable } from './events';
import type { Run } from './run';
import { findOuterTerminal } from './terminal';

/** What the work of an executor is given, so that a person can end it and learns how it ended. */
export interface Interruption {
  /** Aborted by the first Ctrl-C, SIGTERM or hang-up; further ones change nothing. */
  signal: AbortSignal;
  /** Prints a line. After Ctrl-C it goes to the person's terminal too, because Nx then passes no output on any more. */
  print: (line: string) => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How a program ends that was ended by Ctrl-C, as shells have it. */
export const interruptedExitCode = 130;

/**
 * Runs the work of an executor so that Ctrl-C ends it in order: `work` sees its signal aborted, ends what it has
 * started and prints how it ended; then the process ends with exit code 130. An error that `work` throws is printed
 * as its letter.
 *
 * @param work returns whether it succeeded
 * @returns what Nx wants of an executor
 */
export async function runInterruptible(
  work: (interruption: Interruption) => Promise<boolean>,
): Promise<{ success: boolean }> {
  const controller = new AbortController();
  // whoever listens to the events draws on the terminal, and shows there what it hears
  const tell = process.env[eventsVariable] ? () => undefined : findOuterTerminal();
  const interrupt = (): void => {
    if (!controller.signal.aborted) tell('Ending in order…');
    controller.abort();
  };
  const print = (line: string): void => {
    console.log(line);
    if (controller.signal.aborted) tell(line);
  };
  for (const name of signals) process.on(name, interrupt);
  try {
    const success = await work({ signal: controller.signal, print });
    return { success };
  } catch (error) {
    print(formatError(error));
    return { success: false };
  } finally {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    for (const name of signals) process.off(name, interrupt);
  }
}

/** The same door to processes, each of which ends when `signal` is aborted. */
export function bindSignal(run: Run, signal: AbortSignal): Run {
  return (argv, options) => {
    signal.throwIfAborted();
    return run(argv, { signal, ...options });
  };
}

/** Aborted as soon as one of them is. `AbortSignal.any` holds on to nothing: Node 20 may collect a timeout given to it. */
export function joinSignals(...signals: readonly AbortSignal[]): AbortSignal {
  const joined = new AbortController();
  for (const signal of signals) {
    const abort = (): void => {
      joined.abort(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort);
  }
  return joined.signal;
}
