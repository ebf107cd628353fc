/**
 * `npm run bench`: the figures of this project, each in one run with the raw commands that do the same, as Markdown on
 * standard output; progress goes to standard error. It measures the last commit, in a clone of its own and on a cluster
 * of its own, which are gone at the end, also after Ctrl-C.
 *
 * Usage: npm run bench -- [--runs 5] [--minutes 30]
 */
import { parseArgs } from 'node:util';
import { formatError, run, UserError } from '../src';
import { measureApi } from './api';
import { measureBuilds } from './builds';
import { measureChanges } from './changes';
import { measureFromNothing } from './from-nothing';
import { readSizes } from './images';
import { readMachine } from './machine';
import { formatReport } from './report';
import { createStopwatch } from './stopwatch';
import { measureTransfers } from './transfers';
import { measureUnchanged } from './unchanged';
import { createWorkbench } from './workbench';

async function main(signal: AbortSignal): Promise<void> {
  const { runs, minutes } = parseWish();
  const machine = readMachine();
  const stopwatch = createStopwatch(runs, minutes, (line) => {
    console.error(line);
  });
  const bench = await createWorkbench(run, process.cwd(), signal);
  try {
    stopwatch.say(`Bench of ${bench.commit} in ${bench.root}, ${runs} runs, at most ${minutes} minutes`);
    await bench.cluster('setup');
    const measurements = [
      ...(await measureFromNothing(bench, stopwatch)),
      await measureUnchanged(bench, stopwatch),
      ...(await measureChanges(bench, stopwatch)),
      ...(await measureBuilds(bench, stopwatch)),
      ...(await measureTransfers(bench, stopwatch)),
    ];
    // What was measured before is worth telling, whatever comes of this.
    const api = await measureApi(bench, stopwatch).catch((error: unknown) => formatError(error));
    if (typeof api === 'string') process.exitCode = 1;
    const { commit } = bench;
    const report = { machine, commit, minutes: stopwatch.minutes(), measurements, api, sizes: readSizes(bench.root) };
    console.log(formatReport(report));
  } finally {
    stopwatch.say('Removing the clone and its cluster…');
    await bench.remove().catch((error: unknown) => {
      stopwatch.say(`They could not be removed (${bench.root}, cluster "bench"). ${formatError(error)}`);
    });
  }
}

function parseWish(): { runs: number; minutes: number } {
  const options = { runs: { type: 'string', default: '5' }, minutes: { type: 'string', default: '30' } } as const;
  const { values } = parseArgs({ options });
  const [runs, minutes] = [Number(values.runs), Number(values.minutes)];
  if (Number.isInteger(runs) && runs > 0 && minutes > 0) return { runs, minutes };
  throw new UserError('Read the options of the bench: --runs and --minutes are numbers above 0.', 'Example: --runs 5');
}

const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    abort.abort();
  });
main(abort.signal)
  .catch((error: unknown) => {
    console.error(abort.signal.aborted ? 'Bench interrupted.' : formatError(error));
    process.exitCode = 1;
  })
  .finally(() => {
    if (abort.signal.aborted) process.exitCode = 130;
  });
