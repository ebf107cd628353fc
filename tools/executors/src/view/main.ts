/** `npm start`: runs `nx` with these words and shows how it goes: `run.mjs start deploy k8s-chart [--verbose | --json] […]`. */
import { run } from '../lib/run';
import { start } from './start';

const { stdout, stderr, env } = process;
// nobody reads any more, as in `npm start | head`; that is no reason to leave work half done
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
void start(process.argv.slice(2), { run, workspace: process.cwd(), env, stdout, stderr }).then((exitCode) => {
  process.exitCode = exitCode;
});
