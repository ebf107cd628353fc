import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';

/** Where things lie. Everything per user is outside the checkout, so that several checkouts share it. */
export interface Paths {
  /** The folder of the workspace; `dist/tools/cluster` below it takes the two JSON files. */
  readonly workspace: string;
  /** `~/.cache/todo-app`: what can be made again, and may be deleted at any time. */
  readonly cache: string;
  /** `~/.local/share/todo-app`: our clusters with what people made in them. */
  readonly data: string;
  /** Short-lived state of the engine; gone after a reboot, which is how podman notices one. */
  readonly runtime: string;
}

/** The paths for one user on one checkout; pure, so that tests can name their own. */
export function resolvePaths(workspace: string, env: NodeJS.ProcessEnv, user: { uid: number; homedir: string }): Paths {
  const home = env['HOME'] || user.homedir;
  const data = join(env['XDG_DATA_HOME'] || join(home, '.local/share'), 'todo-app');
  const runtimes = user.uid === 0 ? '/run' : env['XDG_RUNTIME_DIR'] || `/tmp/run-${user.uid}`;
  // two stores must never share their runtime state; short, since sockets lie below it
  const key = createHash('sha256').update(data).digest('hex').slice(0, 8);
  return {
    workspace,
    cache: join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'todo-app'),
    data,
    runtime: join(runtimes, `todo-app-${key}`),
  };
}

export const toolsFile = ({ workspace }: Paths): string => join(workspace, 'dist/tools/cluster/tools.json');
export const clusterFile = ({ workspace }: Paths): string => join(workspace, 'dist/tools/cluster/cluster.json');
export const programsFolder = ({ cache }: Paths): string => join(cache, 'programs');
export const rootsFolder = ({ cache }: Paths): string => join(cache, 'roots');
export const workFolder = ({ cache }: Paths): string => join(cache, 'work');
export const buildFolder = ({ cache }: Paths): string => join(cache, 'engine');
export const imagesFolder = ({ cache }: Paths): string => join(cache, 'images');
export const engineFolder = ({ data }: Paths): string => join(data, 'engine');
export const networksFolder = (paths: Paths): string => join(engineFolder(paths), 'networks');
/** Where the network plugin of podman keeps its books, for each network by its name. */
export const addressesFolder = ({ runtime }: Paths): string => join('/var/lib/cni/networks', basename(runtime));
export const storeFolder = ({ data }: Paths): string => join(data, 'store');
export const clustersFolder = ({ data }: Paths): string => join(data, 'clusters');
export const ownClusterFolder = (paths: Paths, name: string): string => join(clustersFolder(paths), name);
