import type { TaskEvent } from '../lib/events';
import { formatEnding, nameLog } from './ending';
import type { View } from './view';

type Print = (line: string) => void;

/** The lines that Nx prints; with `everything`, those too that the programs keep to themselves. */
export function createLinesView(logFile: string, everything: boolean, print: Print): View {
  let isInterrupted = false;
  return {
    hear: ({ event, project, text }) => {
      const isDetail = event === 'detail';
      if (isDetail ? everything : isInterrupted && event !== 'progress') print(isDetail ? `${project}: ${text}` : text);
    },
    read: (line) => {
      if (!isInterrupted) print(line);
    },
    interrupt: () => {
      isInterrupted = true;
      print('Ending in order…');
    },
    tick: () => undefined,
    end: (exitCode) => {
      nameLog(exitCode, logFile).forEach(print);
    },
  };
}

/**
 * One event per line on `print`.
 *
 * @param complain where it is said what no event tells, such as a misspelt option
 */
export function createJsonView(logFile: string, print: Print, complain: Print): View {
  const said: string[] = [];
  const results: TaskEvent[] = [];
  return {
    hear: (event) => {
      if (event.event === 'result') results.push(event);
      if (event.event !== 'detail') print(JSON.stringify(event));
    },
    read: (line) => {
      said.push(line);
    },
    interrupt: () => undefined,
    tick: () => undefined,
    end: (exitCode) => {
      const isTold = results.some(({ state }) => exitCode === 0 || state === 'failed');
      if (!isTold) formatEnding({ exitCode, results: [], said, logFile }).forEach(complain);
    },
  };
}
