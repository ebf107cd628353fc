import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './context';
import type { Engine } from './engine';
import { programsFolder } from './paths';

const kept = 3;

/** Removes what was made from older content of `go/` and `node/`, but for the newest few: checkouts may differ. */
export async function forgetOldMakes(engine: Engine, { run, paths, signal }: Context): Promise<void> {
  for (const folder of listOldFolders(programsFolder(paths))) rmSync(folder, { recursive: true, force: true });
  const { program, env } = engine;
  const format = '{{.Repository}}:{{.Tag}}';
  const listed = await run([program, 'images', '--format', format, '--filter', 'reference=localhost/todo-app/node'], {
    env,
    signal,
  });
  // engines list the newest first, and refuse to remove what a node was made from
  const old = listed.stdout.split('\n').filter(Boolean).slice(kept);
  for (const image of old) await run([program, 'rmi', image], { env, signal });
}

/** The folders of compiled programs, without the newest few. */
function listOldFolders(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[0-9a-f]{12}$/.test(name))
    .map((name) => join(folder, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
    .slice(kept);
}
