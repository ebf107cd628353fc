import { userInfo } from 'node:os';
import { join } from 'node:path';
import { formatError, run } from '@todo-app/executors';
import { parseRequest } from './args';
import { perform } from './commands';
import { readMachine } from './machine';
import { resolvePaths } from './paths';
import { createProgress } from './progress';

const project = join(__dirname, '..');
const progress = createProgress();
const abort = new AbortController();

async function main(): Promise<number> {
  try {
    const request = parseRequest(process.argv.slice(2), process.env);
    const paths = resolvePaths(join(project, '../..'), process.env, userInfo());
    const context = { run, paths, project, machine: readMachine(), progress, signal: abort.signal };
    const { answer, exitCode } = await perform(request, context);
    if (answer !== undefined) console.log(answer);
    return exitCode;
  } catch (error) {
    if (!abort.signal.aborted) progress.say(formatError(error));
    return 1;
  }
}

// a runner in between may pass the same signal on, so it can come more than once
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => {
    abort.abort();
  });
void main().then((exitCode) => {
  process.exitCode = abort.signal.aborted ? 130 : exitCode;
  if (abort.signal.aborted)
    progress.say(
      `Interrupted: ${progress.doing()}\nWhat was started is ended; what is half-made is put right by the next run.`,
    );
});
