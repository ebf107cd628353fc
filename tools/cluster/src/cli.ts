import { userInfo } from 'node:os';
import { join } from 'node:path';
import { formatError, openEvents, run } from '@todo-app/executors';
import { parseRequest } from './args';
import { perform } from './commands';
import { readMachine } from './machine';
import { resolvePaths } from './paths';
import { createProgress, overhear } from './progress';

const project = join(__dirname, '..');
const part = process.argv[2] === 'setup' ? 'programs' : 'cluster';
const tell = openEvents('cluster');
const progress = createProgress(part, tell);
const abort = new AbortController();

async function main(): Promise<number> {
  tell({ event: 'progress', part, state: 'running', text: 'looking at what is there' });
  try {
    const request = parseRequest(process.argv.slice(2), process.env);
    const paths = resolvePaths(join(project, '../..'), process.env, userInfo());
    const context = {
      run: overhear(run, part, tell),
      paths,
      project,
      machine: readMachine(),
      progress,
      signal: abort.signal,
    };
    const { answer, exitCode } = await perform(request, context);
    if (answer !== undefined) console.log(answer);
    if (!abort.signal.aborted) progress.end(exitCode === 0 ? 'done' : 'failed');
    return exitCode;
  } catch (error) {
    if (!abort.signal.aborted) sayEnd(formatError(error));
    return 1;
  }
}

function sayEnd(letter: string): void {
  progress.say(letter);
  progress.end('failed', letter);
}

// a runner in between may pass the same signal on, so it can come more than once
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    abort.abort();
  });
void main().then((exitCode) => {
  process.exitCode = abort.signal.aborted ? 130 : exitCode;
  if (abort.signal.aborted)
    sayEnd(
      `Interrupted: ${progress.doing()}\nWhat was started is ended; what is half-made is put right by the next run.`,
    );
});
