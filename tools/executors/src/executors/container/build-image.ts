import type { Engine } from '../../lib/engine';
import { ProcessError, type Run } from '../../lib/run';
import { loadBases, type ProvidedBase } from './bases/provide';
import { runBuild } from './build';
import { findCaBundle } from './ca';
import { explainFilledDisk, explainFullDisk, neededBytes, readPlaces } from './disk';
import type { Dockerfile } from './dockerfile';
import { explainFailure, isDiskFull } from './failure';
import type { Journal } from './journal';
import type { ContainerPlan } from './plan';
import { followBuild, formatStep } from './progress';

const tickMs = 1000;
const ticksPerHeartbeat = 10;
const tailLines = 15;

/**
 * Builds the image of a plan and tells of it: one line per step that took time, a sign of life every ten seconds,
 * everything in the log.
 *
 * @throws UserError with the failing line of the Dockerfile and the end of what was said, or the full disk
 */
export async function buildImage(
  run: Run,
  engine: Engine,
  plan: ContainerPlan,
  dockerfile: Dockerfile,
  bases: readonly ProvidedBase[],
  journal: Journal,
): Promise<void> {
  const prepare = async (): Promise<void> => {
    const tooSmall = explainFullDisk(await readPlaces(run, engine), neededBytes);
    if (tooSmall) throw tooSmall;
    await loadBases(run, engine, bases).catch(async (cause: unknown) => {
      const said = cause instanceof ProcessError ? cause.result.stderr.split('\n') : [];
      throw (isDiskFull(said) && explainFilledDisk(await readPlaces(run, engine), neededBytes)) || cause;
    });
  };
  const tail: string[] = [];
  const build = followBuild(engine.program, (step, seconds) => {
    if (seconds >= 0.5 || step.text.startsWith('RUN')) {
      journal.say(`${formatStep(dockerfile, step)} … ${seconds.toFixed(1)} s`);
    }
  });
  let ticks = 0;
  const heartbeat = setInterval(() => {
    ticks += 1;
    const step = build.running();
    if (!step) return;
    const seconds = Math.round((Date.now() - step.startedAt) / 1000);
    journal.progress(`${formatStep(dockerfile, step)} … ${seconds} s`);
    const isDue = ticks % ticksPerHeartbeat === 0 && seconds >= ticksPerHeartbeat / 2;
    if (isDue) journal.say(`${formatStep(dockerfile, step)} … ${seconds} s so far`);
  }, tickMs);
  try {
    const result = await runBuild(run, plan, engine, findCaBundle(process.env), prepare, {
      onLine: (line) => {
        journal.log(line);
        build.onLine(line);
        if (line.trim()) tail.push(line);
        if (tail.length > tailLines) tail.shift();
      },
    });
    if (result.exitCode === 0) return;
    const full = isDiskFull(tail) ? explainFilledDisk(await readPlaces(run, engine), neededBytes) : undefined;
    throw full ?? explainFailure({ plan, dockerfile, result, step: build.failed(), tail, logFile: journal.file });
  } finally {
    clearInterval(heartbeat);
  }
}
