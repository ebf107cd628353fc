import type { TaskEvent } from '../lib/events';
import { interruptedExitCode } from '../lib/interrupt';

/** Everything by which the end of a start is told. */
export interface Ending {
  exitCode: number;
  /** How each target ended, in that order. */
  results: readonly TaskEvent[];
  /** What Nx printed, line by line. */
  said: readonly string[];
  /** The log, relative to the workspace. */
  logFile: string;
}

const mostLines = 60;

/** What is left to say below the table: the deploy's own end, or the letters of what failed. Pure. */
export function formatEnding({ exitCode, results, said, logFile }: Ending): string[] {
  const failed = results.filter(({ state }) => state === 'failed');
  const letters = exitCode === 0 ? results.slice(-1) : failed;
  // whoever ended it knows why it ended
  if (letters.length === 0 && exitCode === interruptedExitCode) return nameLog(exitCode, logFile);
  if (letters.length === 0)
    return exitCode === 0 ? [...said] : [...said.slice(-mostLines), ...nameLog(exitCode, logFile)];
  return [...letters.flatMap(({ text }) => ['', text.trim()]), ...nameLog(exitCode, logFile)];
}

/** Where to look for more, if it did not end well. Pure. */
export function nameLog(exitCode: number, logFile: string): string[] {
  return exitCode === 0 ? [] : ['', `Everything that was said is in ${logFile}.`];
}
