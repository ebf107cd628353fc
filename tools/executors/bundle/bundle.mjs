/**
 * Programs in TypeScript, bundled once per content. To compile them anew in each process, as Nx and tsx do, takes longer
 * than a deploy that has nothing to do; esbuild does all of them in about a second, and only where a source has changed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const workspace = join(import.meta.dirname, '../../..');
const executorsFile = join(workspace, 'tools/executors/executors.json');
/** Sources that no import names. */
const others = [executorsFile, join(workspace, 'package-lock.json'), import.meta.filename];
/** Longer than any of the programs takes. */
const longMs = 2 * 60 * 60 * 1000;

/**
 * The programs by name: the command lines, and each executor of executors.json.
 *
 * @returns {Record<string, string>} their files
 */
export function listPrograms() {
  const { executors } = JSON.parse(readFileSync(executorsFile, 'utf8'));
  return {
    'base-line': join(workspace, 'tools/executors/src/executors/base/main.ts'),
    cluster: join(workspace, 'tools/cluster/src/cli.ts'),
    start: join(workspace, 'tools/executors/src/view/main.ts'),
    ...Object.fromEntries(
      Object.keys(executors).map((name) => [
        name,
        join(workspace, `tools/executors/src/executors/${name}/executor.ts`),
      ]),
    ),
  };
}

/**
 * Makes sure of the bundles.
 *
 * @param {Record<string, string>} programs the files by the names of their bundles
 * @param {string} cache a folder of its own, below node_modules so that packages are found from there
 * @returns {Promise<string>} the folder of the bundles, `<name>.mjs`
 */
export async function ensureBundles(programs = listPrograms(), cache = ownCache()) {
  const record = join(cache, 'record.json');
  const known = readRecord(record);
  if (known && isFresh(known, programs, cache)) return join(cache, known.folder);
  const partial = join(cache, `${randomUUID()}.partial`);
  const sources = [...(await bundle(programs, partial)), ...others];
  const folder = randomUUID();
  renameSync(partial, join(cache, folder));
  const made = { folder, programs, sources: Object.fromEntries(sources.map((source) => [source, hashFile(source)])) };
  writeFileSync(`${record}.${folder}`, JSON.stringify(made));
  renameSync(`${record}.${folder}`, record);
  forgetOld(cache, folder);
  return join(cache, folder);
}

/** Two checkouts may share their packages, as by a link. */
function ownCache() {
  const name = createHash('sha256').update(workspace).digest('hex').slice(0, 12);
  return join(workspace, 'node_modules/.cache/todo-app-programs', name);
}

function readRecord(record) {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether the same programs were made of the same sources, and are still there. */
function isFresh({ folder, programs: made, sources }, programs, cache) {
  return (
    JSON.stringify(made) === JSON.stringify(programs) &&
    existsSync(join(cache, folder)) &&
    Object.entries(sources).every(([source, hash]) => hashFile(source) === hash)
  );
}

function hashFile(file) {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'none';
}

/** @returns the sources of our own; of packages, package-lock.json says which they are */
async function bundle(programs, outdir) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: Object.entries(programs).map(([name, file]) => ({ in: file, out: name })),
    outdir,
    absWorkingDir: workspace,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    logLevel: 'warning',
    plugins: [keepPlace],
    // packages in CommonJS ask for Node's own modules so
    banner: { js: "import { createRequire as seek } from 'node:module'; const require = seek(import.meta.url);" },
  });
  return Object.keys(metafile.inputs)
    .filter((input) => !input.includes('node_modules'))
    .map((input) => join(workspace, input));
}

/** A source that looks for what lies beside it is told where it was itself. */
const keepPlace = {
  name: 'keep-place',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const contents = readFileSync(path, 'utf8').replaceAll('__dirname', JSON.stringify(dirname(path)));
      return { contents, loader: 'ts' };
    });
  },
};

/** A program that runs may still load a part of an old bundle. */
function forgetOld(cache, current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const isOld = name !== current && name !== 'record.json' && Date.now() - statSync(path).mtimeMs > longMs;
    if (isOld) rmSync(path, { recursive: true, force: true });
  }
}
