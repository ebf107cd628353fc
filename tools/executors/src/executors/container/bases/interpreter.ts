import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../../lib/run';

/** A CPython on this machine that can be copied as a whole. */
export interface Interpreter {
  /** Such as `3.12.1`. */
  version: string;
  /** What it says about its build, which tells two builds of one version apart. */
  build: string;
  /** The folder that it was installed into, of its own. */
  prefix: string;
  /** The shared library it needs beside the executable; `undefined` if it has none. */
  library: string | undefined;
}

const question = `
import json, os, sys, sysconfig
library = os.path.join(sysconfig.get_config_var('LIBDIR') or '', sysconfig.get_config_var('INSTSONAME') or '')
shared = bool(sysconfig.get_config_var('Py_ENABLE_SHARED')) and os.path.exists(library)
print(json.dumps({'version': sys.version.split()[0], 'build': sys.version, 'prefix': sys.base_prefix, 'library': library if shared else None}))
`;

/**
 * Looks for an interpreter that pyenv or uv installed, or that is on PATH, newest first. One that belongs to the
 * distribution (prefix /usr) does not count: its files lie among everything else.
 *
 * @param minor such as `3.12`
 */
export async function findInterpreter(
  run: Run,
  minor: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Interpreter | undefined> {
  const pyenv = join(env['PYENV_ROOT'] || join(homedir(), '.pyenv'), 'versions');
  const uv = env['UV_PYTHON_INSTALL_DIR'] || join(env['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'uv/python');
  const candidates = [
    ...listFolders(pyenv, new RegExp(`^${minor}\\.\\d+$`)),
    ...listFolders(uv, new RegExp(`^cpython-${minor}\\.\\d+-linux-x86_64-gnu$`)),
  ].map((home) => join(home, `bin/python${minor}`));
  for (const program of [...candidates, `python${minor}`]) {
    const { exitCode, stdout } = await run([program, '-I', '-c', question]);
    if (exitCode !== 0) continue;
    const answer = JSON.parse(stdout) as Omit<Interpreter, 'library'> & { library: string | null };
    if (answer.prefix !== '/usr') return { ...answer, library: answer.library ?? undefined };
  }
  return undefined;
}

function listFolders(parent: string, pattern: RegExp): string[] {
  try {
    const names = readdirSync(parent).filter((name) => pattern.test(name));
    return names
      .sort((left, right) => right.localeCompare(left, 'en', { numeric: true }))
      .map((name) => join(parent, name));
  } catch {
    return [];
  }
}
