import { join } from 'node:path';
import { formatError, run } from '@todo-app/executors';
import { readMachine } from './machine';
import { resolvePaths } from './paths';
import { createProgress } from './progress';
import { setup } from './setup';
import { up } from './up';

const project = join(__dirname, '..');
const abort = new AbortController();
process.once('SIGINT', () => {
  abort.abort();
});
process.once('SIGTERM', () => {
  abort.abort();
});
const context = {
  run,
  paths: resolvePaths(join(project, '../..'), process.env, process.getuid?.() ?? 0),
  project,
  machine: readMachine(),
  progress: createProgress(),
  signal: abort.signal,
};
const main = async (): Promise<void> => {
  if (process.argv[2] === 'setup') await setup(context);
  else await up(context, { name: 'todo-app', port: 30080 });
};
main().catch((error: unknown) => {
  console.error(formatError(error));
  process.exitCode = 1;
});
