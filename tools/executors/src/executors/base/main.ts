/** Prints the base alone, for `nx affected --base=$(npm run -s base)`: `run.mjs base-line <project> [options of its target base]`. */
import { formatFailure, run } from '../../lib/run';
import { findBaseLine } from './base-line';
import { readEmptyTree } from './read-base';

const [project = '', ...options] = process.argv.slice(2);

/** Nx compares with its default base where it is handed nothing, so that something is printed even where all else fails. */
async function main(): Promise<void> {
  const workspace = process.cwd();
  const result = await run(['nx', 'run', `${project}:base`, ...options], { cwd: workspace });
  const base = result.exitCode === 0 ? findBaseLine(result.stdout) : undefined;
  if (base === undefined) {
    console.error(`${formatFailure({ ...result, stderr: '' })}\nEverything counts as affected.`);
    process.exitCode = 1;
  }
  console.log(base ?? (await readEmptyTree(run, workspace)));
}

void main();
