import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from './context';
import { withLock } from './lock';
import { type Paths, clustersFolder, engineFolder, imagesFolder, storeFolder } from './paths';

/** The folders of podman's store that hold images, and nothing else once no container is left. */
const imageFolders = ['overlay', 'overlay-images', 'overlay-layers'];

/**
 * Runs `body` while no other process makes or removes a cluster of ours: the store and the network are shared by all of
 * them, and go with the last.
 */
export function withStore<T>({ paths, progress, signal }: Context, body: () => Promise<T>): Promise<T> {
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which makes or removes another cluster.`);
  };
  return withLock(`${storeFolder(paths)}.lock`, { signal, onWait }, body);
}

/** Begins a store with the node images that the cache has, if there is no store yet. */
export function beginStore(paths: Paths): void {
  if (existsSync(storeFolder(paths)) || !existsSync(imagesFolder(paths))) return;
  mkdirSync(dirname(storeFolder(paths)), { recursive: true });
  move(imagesFolder(paths), storeFolder(paths));
}

/** Ends a store without containers: its images go to the cache, for the next cluster, and everything else is forgotten. */
export function endStore(paths: Paths): void {
  const store = storeFolder(paths);
  if (existsSync(store)) {
    for (const name of readdirSync(store))
      if (!imageFolders.includes(name)) rmSync(join(store, name), { recursive: true, force: true });
    rmSync(imagesFolder(paths), { recursive: true, force: true });
    mkdirSync(dirname(imagesFolder(paths)), { recursive: true });
    move(store, imagesFolder(paths));
  }
  rmSync(engineFolder(paths), { recursive: true, force: true });
}

/** Between two disks nothing is moved: what can be made again is not worth a copy. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    rmSync(from, { recursive: true, force: true });
  }
}

/** Removes the folders that the last cluster left empty. */
export function forgetEmptyFolders(paths: Paths): void {
  for (const folder of [clustersFolder(paths), paths.data])
    try {
      rmdirSync(folder);
    } catch {
      // another cluster is in it, or it is gone
    }
}
