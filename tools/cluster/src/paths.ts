import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where things lie. Everything per user is outside the checkout, so that several checkouts share it. */
export interface Paths {
  /** The folder of the workspace; `dist/tools/cluster` below it takes the two JSON files. */
  readonly workspace: string;
  /** `~/.cache/todo-app`: what can be made again, and the store that carries the nodes. */
  readonly cache: string;
  /** Short-lived state of the engine; gone after a reboot, which is how podman notices one. */
  readonly runtime: string;
}

/** The paths for one user on one checkout; pure, so that tests can name their own. */
export function resolvePaths(workspace: string, env: NodeJS.ProcessEnv, user: { uid: number; homedir: string }): Paths {
  const caches = env['XDG_CACHE_HOME'] || join(env['HOME'] || user.homedir, '.cache');
  const runtimes = user.uid === 0 ? '/run' : env['XDG_RUNTIME_DIR'] || `/tmp/run-${user.uid}`;
  const usual = caches === join(user.homedir, '.cache');
  // two stores must never share their runtime state; short, since sockets lie below it
  const suffix = usual ? '' : `-${createHash('sha256').update(caches).digest('hex').slice(0, 8)}`;
  return { workspace, cache: join(caches, 'todo-app'), runtime: join(runtimes, `todo-app${suffix}`) };
}

export const toolsFile = ({ workspace }: Paths): string => join(workspace, 'dist/tools/cluster/tools.json');
export const clusterFile = ({ workspace }: Paths): string => join(workspace, 'dist/tools/cluster/cluster.json');
export const programsFolder = ({ cache }: Paths): string => join(cache, 'programs');
export const rootsFolder = ({ cache }: Paths): string => join(cache, 'roots');
export const workFolder = ({ cache }: Paths): string => join(cache, 'work');
export const engineFolder = ({ cache }: Paths): string => join(cache, 'engine');
export const storeFolder = ({ cache }: Paths): string => join(cache, 'store');
export const ownClusterFolder = ({ cache }: Paths, name: string): string => join(cache, 'clusters', name);
