import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunResult, UserError, formatFailure } from '@todo-app/executors';
import type { OwnCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { nodeName } from './kind';
import { type NodeRecord, buryNode, classifyNode, inspectNode, isWatched } from './node';
import { describeCluster } from './own-cluster';
import { storeFolder } from './paths';

/**
 * The cluster of a node that is there though its record is lost: the node is asked whether kind ever finished it. Only of
 * one that never was finished, and so cannot hold what anybody made, or of none, nothing is recalled.
 * @param wake starts the node, with its data
 */
export async function recallCluster(
  name: string,
  carrier: Carrier,
  context: Context,
  wake: (record: NodeRecord) => Promise<void>,
): Promise<OwnCluster | undefined> {
  const { run, paths, machine, progress, signal } = context;
  // podman makes the store when it is asked, and a new store is to begin with the images of the cache
  if (carrier.program === 'podman' && !existsSync(storeFolder(paths))) return undefined;
  const node = nodeName(name);
  const record = await inspectNode(run, carrier, node, signal);
  if (!record) return undefined;
  if (record.port === undefined) throw describeStranger(name, node);
  const state = classifyNode(record, isWatched(carrier, record));
  if (state === 'dead') await buryNode(run, carrier, record);
  if (!(await hasJoined(node, carrier, context))) return undefined;
  progress.say(`The node ${node} is there, but its record is lost; the node is asked what it has.`);
  if (state !== 'running') await wake(record);
  if (isAsMade(await listContent(name, carrier, context))) return undefined;
  progress.say(`The cluster "${name}" is taken on again, with its data.`);
  return describeCluster({ name, port: record.port }, carrier, { paths, machine });
}

/** Whether a cluster has no more than kubeadm puts into it: what kind adds, and anybody after it, is not there. */
export function isAsMade(content: readonly string[]): boolean {
  const first = ['default', 'kube-node-lease', 'kube-public', 'kube-system'].map((name) => `namespace/${name}`);
  return content.every((name) => first.includes(name));
}

/** Whether the kubelet got a certificate of its own, which is among the last things that kubeadm does. */
async function hasJoined(node: string, { program, env }: Carrier, { run, signal }: Context): Promise<boolean> {
  const copy = (file: string): Promise<RunResult> => run([program, 'cp', `${node}:${file}`, '-'], { env, signal });
  const config = await copy('/etc/kubernetes/kubelet.conf');
  if (config.exitCode === 0) return config.stdout.includes('kubelet-client-current.pem');
  // a file that every node image has: without it, it is the engine that does not see the node's files
  const version = await copy('/kind/version');
  if (version.exitCode === 0 && /could not (be found|find)/i.test(config.stderr)) return false;
  throw new UserError(
    `Start the node ${node}, whose record is lost: ${formatFailure(config, 5)}`,
    'Nothing was changed. What ails the engine is to be put right first, then run the command again.',
  );
}

const patience = 120_000;

async function listContent(name: string, { program, env }: Carrier, context: Context): Promise<string[]> {
  const { run, progress, signal } = context;
  const node = nodeName(name);
  const ask = ['get', 'namespaces,storageclasses,persistentvolumes', '--output=name', '--request-timeout=5s'];
  const argv = [program, 'exec', node, 'kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...ask];
  progress.update(`Waiting for the API in ${node}`);
  for (const deadline = Date.now() + patience; ; await sleep(500, undefined, { signal })) {
    const { exitCode, stdout } = await run(argv, { env, signal, timeoutSeconds: 20 });
    if (exitCode === 0) return stdout.split('\n').filter(Boolean);
    signal.throwIfAborted();
    if (Date.now() < deadline) continue;
    throw new UserError(
      `Start the cluster "${name}": its record is lost, and the node ${node} does not say what it has. It is left as it is.`,
      `Try again, or give its data up: npx nx down cluster --purge --name=${name}`,
    );
  }
}

const describeStranger = (name: string, node: string): UserError =>
  new UserError(
    `Start the cluster "${name}": there is a container ${node} already that was not made by this command. It is left alone.`,
    `To use that cluster: npx nx up cluster --context=kind-${name}. To make one beside it, take another --name.`,
  );
