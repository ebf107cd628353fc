import { existsSync } from 'node:fs';
import { UserError } from '@todo-app/executors';
import type { NodeObject } from './api';
import { ensureCarrier } from './carrier';
import type { OwnCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { type ImagePlan, ensureNodeImage, planNodeImage } from './image-source';
import { nodeName } from './kind';
import { ensureKind } from './kind-tool';
import { withLock } from './lock';
import { type NodeRecord, buryNode, classifyNode, inspectNode, isWatched, startNode, stopNode, stopPods } from './node';
import { isCutOff, releaseAddresses } from './node-network';
import {
  createCluster,
  ensureModulesFolder,
  removeCluster,
  removeEmptyBridge,
  removeShared,
  restoreKubeconfig,
} from './own-cluster';
import { forgetOwnRecord, portOf, readOwnRecord, writeOwnRecord } from './own-record';
import { addressesFolder, ownClusterFolder } from './paths';
import { describeObstacles, findObstacles } from './preflight';
import { type Intent, readPreflightFacts } from './preflight-facts';
import type { Probe } from './probe';
import { recallCluster } from './recall';
import { removeStaleForwards } from './stale-forwards';
import { beginStore, forgetEmptyFolders, withStore } from './store';
import { classifyUpgrade, isMadeHere, upgradeNode } from './upgrade';
import { findUsableNode, waitUntilUsable } from './usable';
import { versions } from './versions';

/** Which cluster of ours; a port only if somebody asked for one. */
export interface OwnWish {
  name: string;
  port: number | undefined;
}

const defaultPort = 30080;

/** Our own cluster: as it is if it runs, else started with its data, else made. */
export async function upOwn(wish: OwnWish, context: Context, probe: Probe): Promise<OwnCluster> {
  const { paths, progress, signal } = context;
  const record = readOwnRecord(paths, wish.name);
  if (record) checkPort(wish, record);
  const usable = record && (await findUsableNode(record));
  if (record && usable && !wantsUpgrade(usable)) return record;
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which works on the same cluster.`);
  };
  const locked = withLock(`${ownClusterFolder(paths, wish.name)}.lock`, { signal, onWait }, async () => {
    const remembered = readOwnRecord(paths, wish.name);
    const carrier = await ensureCarrier(remembered?.engine?.program, probe, context);
    const known = remembered ?? (await recall(wish, carrier, context));
    const resumed = known && (await resume(wish.name, known, carrier, probe, context));
    if (!resumed) return withStore(context, () => create(wish, carrier, context, probe));
    await renew(resumed, carrier, probe, context);
    return resumed;
  });
  return locked.catch((cause: unknown) => {
    forgetEmptyFolders(paths);
    throw cause;
  });
}

const wantsUpgrade = ({ status }: NodeObject): boolean =>
  ['upgrade', 'too-far'].includes(classifyUpgrade(status.nodeInfo.kubeletVersion, versions.kubernetes));

/** Brings a cluster that was made with older pins to the present ones, where that can be done with its data kept. */
async function renew(cluster: OwnCluster, carrier: Carrier, probe: Probe, context: Context): Promise<void> {
  const usable = await findUsableNode(cluster);
  if (!usable || !wantsUpgrade(usable)) return;
  const { kubeletVersion } = usable.status.nodeInfo;
  const node = usable.metadata.name;
  const record = await inspectNode(context.run, carrier, node, context.signal);
  if (!record || !isMadeHere(record.image)) return;
  const todo = classifyUpgrade(kubeletVersion, versions.kubernetes);
  if (todo !== 'upgrade')
    return context.progress.say(
      `The cluster has Kubernetes ${kubeletVersion}, pinned is ${versions.kubernetes}: it is left as it is, since kubeadm goes up by one minor version only.`,
    );
  const since = Date.now();
  await upgradeNode(node, kubeletVersion, carrier, probe, context);
  await waitUntilUsable(cluster, since, context);
}

/** A port cannot be moved in a node that is there. */
function checkPort({ name, port }: OwnWish, record: OwnCluster): void {
  if (port === undefined || port === portOf(record)) return;
  throw new UserError(
    `Start the cluster "${name}": port ${port} was asked for, but it was made with port ${portOf(record)}.`,
    `Leave the port out, take another --name, or make it anew without its data: npx nx down cluster --purge --name=${name}`,
  );
}

/** The cluster of a node whose record is lost, remembered again. */
async function recall(wish: OwnWish, carrier: Carrier, context: Context): Promise<OwnCluster | undefined> {
  const wake = (record: NodeRecord): Promise<void> => wakeNode(wish.name, record, carrier, context);
  const found = await recallCluster(wish.name, carrier, context, wake);
  if (!found) return undefined;
  checkPort(wish, found);
  writeOwnRecord(context.paths, wish.name, found);
  return found;
}

/** Starts a cluster that was made before; undefined if its node is gone, so that it must be made anew. */
async function resume(
  name: string,
  known: OwnCluster,
  carrier: Carrier,
  probe: Probe,
  context: Context,
): Promise<OwnCluster | undefined> {
  const { run, paths, machine, progress, signal } = context;
  const node = nodeName(name);
  const record = await inspectNode(run, carrier, node, signal);
  if (!record) {
    progress.say(`The node ${node} was removed by somebody else, so the cluster is made anew.`);
    forgetOwnRecord(paths, name);
    return undefined;
  }
  const running = classifyNode(record, isWatched(carrier, record)) === 'running';
  const cutOff = running && carrier.program === 'podman' && machine.root && isCutOff(record.pid);
  const since = running && !cutOff ? 0 : Date.now();
  if (cutOff) {
    progress.say(`The network of the node ${node} was removed from outside; it is started again, with its data.`);
    await stopPods(carrier, node, context);
    await stopNode(carrier, node, context);
  }
  if (!running || cutOff) await wakeNode(name, cutOff ? { ...record, status: 'exited' } : record, carrier, context);
  if (!existsSync(known.kubeconfig))
    await restoreKubeconfig(name, (await ensureKind(probe, context)).program, carrier, context);
  await waitUntilUsable(known, since, context);
  return known;
}

/** Starts a node that does not run, with its data. */
async function wakeNode(name: string, record: NodeRecord, carrier: Carrier, context: Context): Promise<void> {
  const { run, paths, progress, signal } = context;
  const node = nodeName(name);
  if (classifyNode(record, isWatched(carrier, record)) === 'dead') {
    progress.say(`The node ${node} was killed from outside; it is put right, with its data.`);
    await buryNode(run, carrier, record);
  }
  const port = record.port ?? defaultPort;
  await preflight(name, { port, compile: false, create: false }, context);
  if (carrier.program === 'podman' && context.machine.root) await removeStaleForwards(run, port, record.id);
  ensureModulesFolder(context.machine);
  if (carrier.program === 'podman') releaseAddresses(record.id, addressesFolder(paths));
  await startNode(run, carrier, node, signal, () => removeEmptyBridge(carrier, context));
}

async function create(wish: OwnWish, carrier: Carrier, context: Context, probe: Probe): Promise<OwnCluster> {
  const { run, machine, progress, signal } = context;
  const { name, port = defaultPort } = wish;
  if (carrier.program === 'podman') beginStore(context.paths);
  if (await inspectNode(run, carrier, nodeName(name), signal)) {
    progress.say(`An earlier run was interrupted while it made the cluster "${name}"; what it left is removed.`);
    await removeCluster(name, carrier, context);
  }
  const decide = async (): Promise<ImagePlan> => {
    const plan = await planNodeImage(carrier, probe, context);
    await preflight(name, { port, compile: plan.source === 'compiled' && !plan.present, create: true }, context);
    return plan;
  };
  const plan = await decide().catch(async (cause: unknown) => {
    // looking made an empty store, which is mounted
    if (!signal.aborted) await removeShared(carrier, context).catch(() => false);
    throw cause;
  });
  const { image, source } = await ensureNodeImage(plan, carrier, context);
  const kind = await ensureKind(probe, context);
  const settings = { name, port, image, compiled: source === 'compiled', mayRaiseLimits: machine.mayRaiseLimits };
  await removeEmptyBridge(carrier, context);
  if (carrier.program === 'podman' && machine.root) await removeStaleForwards(run, port);
  const since = Date.now();
  const cluster = await createCluster(settings, kind.program, carrier, context);
  await waitUntilUsable(cluster, since, context);
  return cluster;
}

async function preflight(name: string, intent: Intent, context: Context): Promise<void> {
  const obstacles = findObstacles(await readPreflightFacts(intent, context));
  if (obstacles.length > 0) throw describeObstacles(`Start the cluster "${name}"`, obstacles);
}
