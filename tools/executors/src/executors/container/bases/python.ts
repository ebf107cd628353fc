import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../../lib/errors';
import { runOrThrow } from '../../../lib/run';
import { builderPackages, type DebianPart, ensurePrograms, makeDebianLayer, makeFilesLayer } from './debian';
import { findInterpreter, type Interpreter } from './interpreter';
import type { RecipeMaker, Workshop } from './recipe';
import { parseReference } from './reference';

/** The shared libraries that CPython's extension modules load, as Debian 12 names them, and what TLS and time need. */
const libraries = [
  'base-files',
  'libc6',
  'libgcc-s1',
  'libstdc++6',
  'netbase',
  'libssl3',
  'libsqlite3-0',
  'libffi8',
  'zlib1g',
  'libbz2-1.0',
  'liblzma5',
  'libuuid1',
  'libexpat1',
  'ca-certificates',
  'tzdata',
];

/** Parts of the standard library that no server imports, relative to lib/python3.x. */
const leftOut = ['test', 'idlelib', 'lib2to3', 'tkinter', 'turtledemo', 'pydoc_data', 'site-packages', 'turtle.py'];
const leftOutModules = /^_?(curses|curses_panel|readline|nis|tkinter|test\w*|ctypes_test|xxtestfuzz|xx\w+)\./;

/** `python:3.x…`: an interpreter of this machine, slimmed, on Debian's libraries; with pip to build. */
export const makePythonRecipe: RecipeMaker = async ({ arg, reference, variant }, run) => {
  const { registry, name, tag } = parseReference(reference);
  const minor = /^3\.\d+/.exec(tag)?.[0];
  if (registry !== 'docker.io' || name !== 'library/python' || !minor) return undefined;
  const interpreter = await findInterpreter(run, minor);
  if (!interpreter) {
    throw new UserError(
      `Get the base image ${reference}: ${registry} does not answer, and there is no CPython ${minor} here to make it from.`,
      `Install one (uv python install ${minor}, or pyenv install ${minor}), or name another image: --buildArgs.${arg}=…`,
    );
  }
  const builds = variant === 'builder';
  const debian: DebianPart = {
    suite: 'bookworm',
    packages: [...libraries, ...(builds ? [...builderPackages, 'binutils'] : [])],
    without: [
      '/usr/bin/openssl',
      '/usr/bin/c_rehash',
      '/usr/lib/*/libmvec*',
      '/usr/share/gcc/*',
      '/usr/share/zoneinfo/right/*',
      '/usr/share/zoneinfo/posix/*',
      '/usr/share/perl*',
    ],
  };
  return {
    title: `CPython ${interpreter.version} on Debian ${debian.suite}`,
    contents: { debian, leftOut, builds, version: interpreter.version, build: interpreter.build },
    env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'LANG=C.UTF-8', `PYTHON_VERSION=${interpreter.version}`],
    makeLayers: async (workshop) => {
      const base = await makeDebianLayer(workshop, debian);
      const files = await makeFilesLayer(workshop, async (root) => {
        await installPython(workshop, root, minor, interpreter, builds);
        await installCertificates(workshop, root, base);
      });
      return [base, files];
    },
  };
};

async function installPython(
  { run, say }: Workshop,
  root: string,
  minor: string,
  interpreter: Interpreter,
  builds: boolean,
): Promise<void> {
  await ensurePrograms(run, say, ['strip']);
  say(`copying ${basename(interpreter.prefix)}`);
  const bin = join(root, 'usr/local/bin');
  const home = join(root, `usr/local/lib/python${minor}`);
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(home, '..'), { recursive: true });
  await runOrThrow(run, ['cp', '-R', join(interpreter.prefix, `lib/python${minor}`), home]);
  if (builds) await installPip(run, home);
  for (const path of leftOut.filter((path) => !builds || path !== 'site-packages'))
    rmSync(join(home, path), { recursive: true, force: true });
  rmSync(join(home, 'ensurepip'), { recursive: true, force: true });
  slim(home, interpreter.prefix);
  copyFileSync(join(interpreter.prefix, `bin/python${minor}`), join(bin, `python${minor}`));
  for (const link of ['python3', 'python']) symlinkSync(`python${minor}`, join(bin, link));
  const binaries = [join(bin, `python${minor}`), ...listModules(home)];
  if (interpreter.library) {
    const library = join(root, 'usr/lib/x86_64-linux-gnu', basename(interpreter.library));
    mkdirSync(join(library, '..'), { recursive: true });
    copyFileSync(interpreter.library, library);
    binaries.push(library);
  }
  for (const binary of binaries) chmodSync(binary, 0o755);
  await runOrThrow(run, ['strip', '--strip-unneeded', ...binaries]);
  await runOrThrow(run, [
    join(interpreter.prefix, `bin/python${minor}`),
    '-I',
    '-m',
    'compileall',
    '-q',
    '--invalidation-mode',
    'unchecked-hash',
    '-s',
    root,
    home,
  ]);
}

/** Unpacks the pip that CPython brings along, into an otherwise empty site-packages. */
async function installPip(run: Workshop['run'], home: string): Promise<void> {
  const bundled = join(home, 'ensurepip/_bundled');
  const wheel = readdirSync(bundled).find((name) => name.startsWith('pip-'));
  if (!wheel) throw new Error(`No pip in ${bundled}.`);
  rmSync(join(home, 'site-packages'), { recursive: true, force: true });
  mkdirSync(join(home, 'site-packages'));
  await runOrThrow(run, ['python3', '-m', 'zipfile', '-e', join(bundled, wheel), join(home, 'site-packages')]);
}

/** Removes caches and unneeded extension modules, and the folder it came from out of the build's record. */
function slim(home: string, prefix: string): void {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries) {
    const module = basename(parentPath) === 'lib-dynload' && leftOutModules.test(name);
    if (module || name === '__pycache__' || name.startsWith('config-3')) {
      rmSync(join(parentPath, name), { recursive: true, force: true });
    }
  }
  for (const record of readdirSync(home).filter((name) => name.startsWith('_sysconfigdata'))) {
    const path = join(home, record);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(prefix, '/usr/local'));
  }
}

function listModules(home: string): string[] {
  const folder = join(home, 'lib-dynload');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.so'))
    .map((name) => join(folder, name));
}

/** Joins the certificates of Debian's package into the one file that programs read; its script would have done so. */
async function installCertificates({ run }: Workshop, root: string, debianLayer: string): Promise<void> {
  const argv = ['tar', '-xOf', debianLayer, '--wildcards', './usr/share/ca-certificates/*.crt'];
  const { stdout } = await runOrThrow(run, argv);
  mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
  writeFileSync(join(root, 'etc/ssl/certs/ca-certificates.crt'), stdout);
}
