import { ensureCarrier } from './carrier';
import { type Cluster, readCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { readForeignHealth } from './foreign';
import { type PodObject, judgePods } from './health';
import { defaultName } from './kind';
import { getFromApi, isReady, readApiAccess, type ApiAccess, type NodeObject } from './api';
import { classifyNode, inspectNode, isWatched } from './node';
import { readOwnRecord } from './own-record';
import type { Component, Status } from './report';

/** `status`: what is healthy and what is not. It changes nothing, and works whatever the cluster's state. */
export async function readStatus(wish: { cluster?: string }, context: Context): Promise<Status> {
  const { paths } = context;
  const cluster = wish.cluster === undefined ? readCluster(paths) : undefined;
  if (cluster && !cluster.owned) return readForeignStatus(cluster);
  const name = wish.cluster ?? cluster?.context.replace(/^kind-/, '') ?? defaultName;
  const record = readOwnRecord(paths, name);
  if (!record) return { state: 'absent', context: undefined, url: undefined, kubeconfig: undefined, components: [] };
  const base = { context: record.context, url: record.url, kubeconfig: record.kubeconfig };
  const carrier = await ensureCarrier(record.engine?.program, () => Promise.resolve(true), context);
  const node = record.nodes[0]?.name ?? '';
  const found = await inspectNode(context.run, carrier, node, context.signal);
  const state = classifyNode(found, isWatched(carrier, found));
  if (state !== 'running') return { ...base, state: state === 'dead' ? 'killed' : state, components: [] };
  const access = readApiAccess(record.kubeconfig);
  const components =
    (access && (await askApi(access, node, carrier, context))) ?? (await askNode(node, carrier, context));
  return { ...base, state: components.every(({ healthy }) => healthy) ? 'healthy' : 'unhealthy', components };
}

async function readForeignStatus(cluster: Cluster): Promise<Status> {
  const components = await readForeignHealth(cluster);
  const base = { context: cluster.context, url: cluster.url ?? undefined, kubeconfig: cluster.kubeconfig };
  if (!components) return { ...base, state: 'stopped', components: [] };
  return { ...base, state: components.every(({ healthy }) => healthy) ? 'healthy' : 'unhealthy', components };
}

const logLines = 5;

/** The node and the pods of the system, as the API tells; undefined if it does not answer. */
async function askApi(
  access: ApiAccess,
  node: string,
  carrier: Carrier,
  context: Context,
): Promise<Component[] | undefined> {
  const [nodeText, podsText] = await Promise.all([
    getFromApi(access, `/api/v1/nodes/${node}`),
    getFromApi(access, '/api/v1/pods'),
  ]);
  if (nodeText === undefined || podsText === undefined) return undefined;
  const object = JSON.parse(nodeText) as NodeObject;
  const ready = isReady(object, 0);
  const reason = object.status.conditions.find(({ type }) => type === 'Ready')?.message ?? '';
  const kubelet: Component = {
    name: `node ${node}`,
    healthy: ready,
    reason: ready ? 'ready' : reason,
    log: ready ? [] : await readJournal('kubelet', node, carrier, context),
  };
  const pods = judgePods((JSON.parse(podsText) as { items: PodObject[] }).items);
  const components = pods.map(
    async ({ log, ...pod }): Promise<Component> => ({ ...pod, log: log ? await readPodLog(access, log) : [] }),
  );
  return [kubelet, ...(await Promise.all(components))];
}

async function readPodLog(access: ApiAccess, path: string): Promise<string[]> {
  const text = await getFromApi(access, `${path}&tailLines=${logLines}`);
  return (text ?? '').split('\n').filter(Boolean);
}

/** Where the API does not answer: the units of the node and the last words of the two containers that make it. */
async function askNode(node: string, carrier: Carrier, context: Context): Promise<Component[]> {
  const { run, signal } = context;
  const units = ['containerd', 'kubelet'].map(async (unit): Promise<Component> => {
    const active = await run([carrier.program, 'exec', node, 'systemctl', 'is-active', unit], {
      env: carrier.env,
      signal,
      timeoutSeconds: 10,
    });
    const healthy = active.exitCode === 0;
    return {
      name: unit,
      healthy,
      reason: active.stdout.trim() || 'does not answer',
      log: healthy ? [] : await readJournal(unit, node, carrier, context),
    };
  });
  const pods = ['etcd', 'kube-apiserver'].map(async (name): Promise<Component> => {
    const script = `tail -q -n ${logLines} "$(ls -t /var/log/pods/kube-system_${name}-*/${name}/*.log | head -n 1)"`;
    const { stdout } = await run([carrier.program, 'exec', node, 'bash', '-c', script], {
      env: carrier.env,
      signal,
      timeoutSeconds: 10,
    });
    return { name, healthy: false, reason: 'the API does not answer', log: stdout.split('\n').filter(Boolean) };
  });
  return Promise.all([...units, ...pods]);
}

async function readJournal(
  unit: string,
  node: string,
  { program, env }: Carrier,
  { run, signal }: Context,
): Promise<string[]> {
  const argv = [
    program,
    'exec',
    node,
    'journalctl',
    '--no-pager',
    '--output=cat',
    `--lines=${logLines}`,
    `--unit=${unit}`,
  ];
  return (await run(argv, { env, signal, timeoutSeconds: 10 })).stdout.split('\n').filter(Boolean);
}
