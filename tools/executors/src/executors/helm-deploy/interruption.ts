import { findOuterTerminal } from './terminal';

/** A person or a supervisor wants the deploy to end. */
export interface Interruption {
  /** Aborted by the first Ctrl-C, SIGTERM or hang-up. */
  signal: AbortSignal;
  /** Says something to the person at the terminal even when Nx, after Ctrl-C, passes no output on any more. */
  tell: (text: string) => void;
  stopListening: () => void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Thrown where the work stops because of an interruption. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** Listens for signals, so that the process ends in order instead of at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const tell = findOuterTerminal();
  const onSignal = (): void => {
    if (!controller.signal.aborted) tell('Ending in order…');
    controller.abort(new Interrupted());
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    tell,
    stopListening: () => {
      for (const name of signals) process.removeListener(name, onSignal);
    },
  };
}
