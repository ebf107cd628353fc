import { stripVTControlCharacters, styleText } from 'node:util';
import type { State, TaskEvent } from '../lib/events';
import type { Drawing } from './drawing';
import { formatEnding } from './ending';
import { applyEvent, beginRows, endBeginning, settleRows } from './rows';
import { formatTable, type Look } from './table';
import type { View } from './view';

/** One table on a terminal, drawn over in place. Notes stay above it; how it ended is told below. */
export function createTableView(
  logFile: string,
  stream: NodeJS.WriteStream,
  { createLogUpdate, truncate, eraseLines }: Drawing,
  now: () => number = Date.now,
): View {
  const log = createLogUpdate(stream);
  const paint = createPaint(stream);
  const said: string[] = [];
  const results: TaskEvent[] = [];
  let rows = beginRows(now());
  let drawn: string[] = [];
  // some terminals do not say how wide they are
  const columns = (): number => stream.columns || 80;
  const print = (text: string): void => {
    stream.write(`${stripVTControlCharacters(text)}\n`);
  };
  const draw = (): void => {
    const lines = formatTable(rows, now(), { columns: columns(), truncate, paint });
    if (lines.join('\n') === drawn.join('\n')) return;
    drawn = lines;
    log(drawn.join('\n'));
  };
  const note = (text: string): void => {
    log.clear();
    print(text);
    drawn = [];
    draw();
  };
  const onResize = (): void => {
    // in a narrower terminal the old rows go on in the next line, which log-update does not know
    stream.write(eraseLines(measureHeight(drawn, columns()) + 1));
    log.done();
    drawn = [];
    draw();
  };
  stream.on('resize', onResize);
  return {
    hear: (event) => {
      rows = endBeginning(rows, now());
      if (event.event === 'result') results.push(event);
      if (event.event === 'note') note(`${event.part}  ${event.text}`);
      else rows = applyEvent(rows, event);
    },
    read: (line) => {
      said.push(line);
    },
    interrupt: () => {
      note('Ending in order…');
    },
    tick: draw,
    end: (exitCode) => {
      stream.off('resize', onResize);
      rows = settleRows(rows, now());
      log.clear();
      // what log-update draws is never higher than the terminal
      for (const line of formatTable(rows, now(), { columns: columns(), truncate, paint })) stream.write(`${line}\n`);
      log.done();
      for (const line of formatEnding({ exitCode, results, said, logFile })) print(line);
    },
  };
}

/** How many lines of a terminal some lines take. Pure. */
export function measureHeight(lines: readonly string[], columns: number): number {
  const heights = lines.map((line) => Math.ceil(stripVTControlCharacters(line).length / columns));
  return heights.reduce((sum, height) => sum + Math.max(1, height), 0);
}

const colours = { waiting: 'gray', running: 'cyan', done: 'green', unchanged: 'gray', failed: 'red' } as const;

/** Colours where the terminal has them and nobody forbids them (NO_COLOR). */
function createPaint(stream: NodeJS.WriteStream): Look['paint'] {
  if (!stream.hasColors()) return (_, text) => text;
  return (state: State, text) => styleText(colours[state], text, { validateStream: false });
}
