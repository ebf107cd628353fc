import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { eventsVariable, parseEvent } from '../lib/events';
import { interruptedExitCode } from '../lib/interrupt';
import { openLog } from '../lib/log';
import type { Run } from '../lib/run';
import { loadDrawing } from './drawing';
import { createJsonView, createLinesView } from './lines-view';
import { type Mode, resolveWish } from './mode';
import { createTableView } from './table-view';
import { openTail } from './tail';
import type { View } from './view';

/** What a start is given of the world. */
export interface World {
  run: Run;
  workspace: string;
  env: Readonly<Record<string, string | undefined>>;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** Everything that was said in the last start, shown or not. */
export const startLog = 'dist/start/last.log';

const tickMs = 100;
/** Nx and its tasks end in order, however long that takes. */
const patienceSeconds = 3600;

/** Runs `nx` with these words and shows what our programs say meanwhile. Returns the exit code of Nx. */
export async function start(argv: readonly string[], world: World): Promise<number> {
  const { run, workspace, env, stdout } = world;
  const { mode, words } = resolveWish(argv, { isTerminal: stdout.isTTY, height: stdout.rows, width: stdout.columns, env });
  const scratch = mkdtempSync(join(tmpdir(), 'start-'));
  const file = env[eventsVariable] ?? join(scratch, 'events.jsonl');
  const tail = openTail(file);
  const keep = openLog(workspace, startLog);
  const interruption = listenToSignals();
  const lines: string[] = [];
  // to start a process for each plugin takes longer than ours have to do; where Nx has its daemon it makes no difference
  const nx = run(['nx', ...words], {
    cwd: workspace,
    env: { NX_ISOLATE_PLUGINS: 'false', ...env, [eventsVariable]: file },
    inOurGroup: true,
    signal: interruption.ending,
    killAfterSeconds: patienceSeconds,
    onLine: (line) => lines.push(line),
  });
  // Nx is under way while what draws is loaded
  const view = await createView(mode, world);
  let isTold = false;
  const look = (): void => {
    if (interruption.isWanted() && !isTold) view.interrupt();
    isTold = interruption.isWanted();
    for (const line of lines.splice(0)) {
      // in CI Nx has colours also where there is no terminal
      keep(stripVTControlCharacters(line));
      view.read(line);
    }
    for (const event of tail.read().flatMap((line) => parseEvent(line) ?? [])) {
      if (event.event === 'detail') keep(`${event.project}: ${event.text}`);
      view.hear(event);
    }
    view.tick();
  };
  const timer = setInterval(look, tickMs);
  try {
    const { exitCode } = await nx;
    look();
    const code = exitCode ?? (interruption.isWanted() ? interruptedExitCode : 1);
    view.end(code);
    return code;
  } finally {
    clearInterval(timer);
    interruption.release();
    tail.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Whether somebody wants it to end. A Ctrl-C reaches Nx by itself, any other signal is passed on; further ones change nothing. */
function listenToSignals(): { isWanted: () => boolean; ending: AbortSignal; release: () => void } {
  const ending = new AbortController();
  let isWanted = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    isWanted = true;
    if (signal !== 'SIGINT') ending.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    isWanted: () => isWanted,
    ending: ending.signal,
    release: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

async function createView(mode: Mode, { stdout, stderr }: World): Promise<View> {
  const print = (line: string): void => void stdout.write(`${line}\n`);
  const complain = (line: string): void => void stderr.write(`${line}\n`);
  if (mode === 'table') return createTableView(startLog, stdout, await loadDrawing());
  if (mode === 'json') return createJsonView(startLog, print, complain);
  return createLinesView(startLog, mode === 'everything', print);
}
