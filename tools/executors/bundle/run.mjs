/** Runs one of our programs with the rest of the command line: `node run.mjs cluster status --json`. */
import { join } from 'node:path';
import { ensureBundles, listPrograms } from './bundle.mjs';

const [node, , name = ''] = process.argv;
const programs = listPrograms();
if (!Object.hasOwn(programs, name)) throw new Error(`There is no program "${name}".`);
const program = join(await ensureBundles(programs), `${name}.mjs`);
process.argv.splice(0, 3, node, program);
await import(program);
