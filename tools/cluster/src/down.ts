import { existsSync, rmSync } from 'node:fs';
import { ensureCarrier } from './carrier';
import { readCluster } from './cluster-file';
import type { Context } from './context';
import { type Carrier, findEngines } from './engine';
import { contextName, defaultName, nodeName } from './kind';
import { withLock } from './lock';
import { buryNode, classifyNode, inspectNode, isWatched, stopNode, stopPods } from './node';
import { forgetModulesFolder, removeCluster, removeShared } from './own-cluster';
import { readOwnRecord } from './own-record';
import { clusterFile, ownClusterFolder, storeFolder } from './paths';
import { formatDuration } from './progress';
import { forgetEmptyFolders, withStore } from './store';

/** What `down` may be told. */
export interface DownWish {
  cluster?: string;
  purge: boolean;
}

/** `down`: stops our own cluster and keeps its data, or forgets it. With nothing to stop it succeeds. */
export async function down(wish: DownWish, context: Context): Promise<void> {
  const { paths, progress, signal } = context;
  const name = wish.cluster ?? defaultName;
  const current = readCluster(paths);
  if (current && !current.owned)
    progress.say(
      `The cluster in use, ${current.context}, is your own and is left alone. This is about ours, "${name}".`,
    );
  const record = readOwnRecord(paths, name);
  const engine = record?.engine?.program ?? (await guessEngine(context));
  if (engine === undefined) return progress.say(`There is no cluster "${name}".`);
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which works on the same cluster.`);
  };
  await withLock(`${ownClusterFolder(paths, name)}.lock`, { signal, onWait }, async () => {
    const carrier = await ensureCarrier(engine, () => Promise.resolve(true), context);
    await (wish.purge ? withStore(context, () => purge(name, carrier, context)) : stop(name, carrier, context));
  });
  if (wish.purge) forgetEmptyFolders(paths);
}

/** Which engine may have what an interrupted run left, before there was a record of it. */
async function guessEngine({ paths, run, signal }: Context): Promise<'podman' | 'docker' | undefined> {
  if (existsSync(storeFolder(paths))) return 'podman';
  const { docker, lacksBuildx } = await findEngines(run, signal);
  return docker || lacksBuildx ? 'docker' : undefined;
}

async function stop(name: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, progress, signal } = context;
  const started = Date.now();
  const node = nodeName(name);
  const record = await inspectNode(run, carrier, node, signal);
  const state = classifyNode(record, isWatched(carrier, record));
  if (!record || state === 'absent') return progress.say(`There is no cluster "${name}".`);
  if (state === 'stopped') return progress.say(`The cluster "${name}" is stopped already; its data is kept.`);
  progress.update(`Stopping the cluster "${name}": its pods, then the API server and etcd`);
  if (state === 'dead') await buryNode(run, carrier, record);
  if (state === 'running') await stopPods(carrier, node, context);
  await stopNode(carrier, node, context);
  progress.say(
    `The cluster "${name}" is stopped (${formatDuration(Date.now() - started)}); its data is kept. Again: npx nx up cluster`,
  );
}

async function purge(name: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, paths, progress, signal } = context;
  const record = await inspectNode(run, carrier, nodeName(name), signal);
  if (record && classifyNode(record, isWatched(carrier, record)) === 'dead') await buryNode(run, carrier, record);
  await removeCluster(name, carrier, context);
  if (await removeShared(carrier, context)) forgetModulesFolder(context.machine);
  if (readCluster(paths)?.context === contextName(name)) rmSync(clusterFile(paths), { force: true });
  progress.say(`The cluster "${name}" is gone with its data. What can be made again stays in ${paths.cache}.`);
}
