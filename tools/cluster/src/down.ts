import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCarrier } from './carrier';
import { readCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { contextName, defaultName, nodeName } from './kind';
import { withLock } from './lock';
import { buryNode, classifyNode, inspectNode, isWatched, stopNode } from './node';
import { removeCluster } from './own-cluster';
import { readOwnRecord } from './own-record';
import { clusterFile, ownClusterFolder } from './paths';
import { findProgram } from './machine';
import { formatDuration } from './progress';

/** What `down` may be told. */
export interface DownWish {
  cluster?: string;
  purge: boolean;
}

// with the node's own systemd it makes less than ten seconds in all
const podGraceSeconds = 5;

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
  if (!record && !findProgram('podman') && !findProgram('docker'))
    return progress.say(`There is no cluster "${name}".`);
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which works on the same cluster.`);
  };
  await withLock(`${ownClusterFolder(paths, name)}.lock`, { signal, onWait }, async () => {
    const carrier = await findCarrier(record?.engine?.program, context);
    await (wish.purge ? purge(name, carrier, context) : stop(name, carrier, context));
  });
}

/** Nothing is installed in order to stop something. */
const findCarrier = (known: string | undefined, context: Context): Promise<Carrier> =>
  ensureCarrier(known ?? (findProgram('podman') ? 'podman' : undefined), () => Promise.resolve(true), context);

async function stop(name: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, project, progress, signal } = context;
  const started = Date.now();
  const node = nodeName(name);
  const record = await inspectNode(run, carrier, node, signal);
  const state = classifyNode(record, isWatched(carrier, record));
  if (!record || state === 'absent') return progress.say(`There is no cluster "${name}".`);
  if (state === 'stopped') return progress.say(`The cluster "${name}" is stopped already; its data is kept.`);
  progress.update(`Stopping the cluster "${name}": its pods, then the API server and etcd`);
  if (state === 'dead') buryNode(carrier, record);
  const script = state === 'running' ? join(project, 'scripts/stop-node.sh') : undefined;
  await stopNode(run, carrier, node, { script, graceSeconds: podGraceSeconds, signal });
  progress.say(
    `The cluster "${name}" is stopped (${formatDuration(Date.now() - started)}); its data is kept. Again: npx nx up cluster`,
  );
}

async function purge(name: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, paths, progress, signal } = context;
  const record = await inspectNode(run, carrier, nodeName(name), signal);
  if (record && classifyNode(record, isWatched(carrier, record)) === 'dead') buryNode(carrier, record);
  await removeCluster(name, carrier, context);
  if (readCluster(paths)?.context === contextName(name)) rmSync(clusterFile(paths), { force: true });
  progress.say(`The cluster "${name}" is gone with its data. What can be made again stays in ${paths.cache}.`);
}
