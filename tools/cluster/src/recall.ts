import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError, formatFailure } from '@todo-app/executors';
import type { OwnCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { nodeName } from './kind';
import { type NodeRecord, classifyNode, inspectNode, isWatched } from './node';
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
  if (!(await hasJoined(node, carrier, context))) return undefined;
  progress.say(`The node ${node} is there, but its record is lost; the node is asked what it has.`);
  if (classifyNode(record, isWatched(carrier, record)) !== 'running') await wake(record);
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
  const file = `${node}:/etc/kubernetes/kubelet.conf`;
  const copied = await run([program, 'cp', file, '-'], { env, signal });
  if (copied.exitCode === 0) return copied.stdout.includes('kubelet-client-current.pem');
  if (/could not (be found|find)/i.test(copied.stderr)) return false;
  throw new UserError(
    `Start the node ${node}, whose record is lost: ${formatFailure(copied, 5)}`,
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
