import { join } from 'node:path';
import { formatError, run } from '@todo-app/executors';
import { parseRequest } from './args';
import { perform } from './commands';
import { readMachine } from './machine';
import { resolvePaths } from './paths';
import { createProgress } from './progress';

const project = join(__dirname, '..');
const interrupted = 130;

async function main(): Promise<number> {
  const progress = createProgress();
  const abort = new AbortController();
  const stop = (): void => {
    abort.abort();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const request = parseRequest(process.argv.slice(2), process.env);
    const paths = resolvePaths(join(project, '../..'), process.env, process.getuid?.() ?? 0);
    const context = { run, paths, project, machine: readMachine(), progress, signal: abort.signal };
    const { answer, exitCode } = await perform(request, context);
    if (answer !== undefined) console.log(answer);
    return abort.signal.aborted ? interrupted : exitCode;
  } catch (error) {
    if (!abort.signal.aborted) progress.say(formatError(error));
    return abort.signal.aborted ? interrupted : 1;
  } finally {
    if (abort.signal.aborted)
      progress.say(
        `Interrupted: ${progress.doing()}\nWhat was started has been ended; what is half-made is put right by the next run.`,
      );
  }
}

void main().then((code) => {
  process.exitCode = code;
});
