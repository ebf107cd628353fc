import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@todo-app/executors';
import { type ApiAccess, type NodeObject, getFromApi, isReady, readApiAccess } from './api';
import type { Cluster } from './cluster-file';
import type { Context } from './context';
import { formatDuration } from './progress';

/** What the API of a cluster says at one moment; undefined where it did not answer, or has no such object. */
export interface ApiFacts {
  node: NodeObject | undefined;
  /** The ServiceAccount `default` of the namespace `default`: without it the API refuses every pod. */
  account: object | undefined;
  classes: readonly StorageClassObject[] | undefined;
}

interface StorageClassObject {
  metadata: { annotations?: Readonly<Record<string, string>> };
}

/** One thing without which a cluster is not usable. */
export type Lack = 'a node that is ready' | 'the default ServiceAccount' | 'a default StorageClass';

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** What is lacking until pods and volumes can be asked for; what the node said before `since` (milliseconds) does not count. */
export function findLacks({ node, account, classes }: ApiFacts, since: number): Lack[] {
  const hasDefault = classes?.some(({ metadata }) => metadata.annotations?.[defaultClass] === 'true') ?? false;
  return [
    ...(node && isReady(node, since) ? [] : ['a node that is ready' as const]),
    ...(account ? [] : ['the default ServiceAccount' as const]),
    ...(hasDefault ? [] : ['a default StorageClass' as const]),
  ];
}

async function readApiFacts(access: ApiAccess, node: string): Promise<ApiFacts> {
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const text = await getFromApi(access, path);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  };
  const [object, account, list] = await Promise.all([
    ask<NodeObject>(`/api/v1/nodes/${node}`),
    ask<object>('/api/v1/namespaces/default/serviceaccounts/default'),
    ask<{ items: StorageClassObject[] }>('/apis/storage.k8s.io/v1/storageclasses'),
  ]);
  return { node: object, account, classes: list?.items };
}

const firstNode = ({ nodes }: Cluster): string => nodes[0]?.name ?? '';

/** The node of a cluster that is usable, asked once. */
export async function findUsableNode(cluster: Cluster): Promise<NodeObject | undefined> {
  const access = readApiAccess(cluster.kubeconfig);
  if (!access) return undefined;
  const facts = await readApiFacts(access, firstNode(cluster));
  return findLacks(facts, 0).length === 0 ? facts.node : undefined;
}

/** Waits until pods and volumes can be asked for, in the life that began at `since`. */
export async function waitUntilUsable(
  cluster: Cluster,
  since: number,
  context: Pick<Context, 'progress' | 'signal'>,
): Promise<void> {
  const node = firstNode(cluster);
  const access = readApiAccess(cluster.kubeconfig);
  if (!access)
    throw new UserError(
      `Wait for the node ${node}: ${cluster.kubeconfig} is missing.`,
      'Run: npx nx down cluster --purge',
    );
  await waitUntilNothingLacks(async () => findLacks(await readApiFacts(access, node), since), node, context);
}

/** How long a cluster may take to become usable, and how often it is asked, in milliseconds. */
const patience = { total: 300_000, pause: 150 };

/** Asks again and again until nothing lacks; throws a letter that says what still does. */
export async function waitUntilNothingLacks(
  ask: () => Promise<readonly Lack[]>,
  node: string,
  { progress, signal }: Pick<Context, 'progress' | 'signal'>,
  { total, pause } = patience,
): Promise<void> {
  const started = Date.now();
  for (let lacks = await ask(); lacks.length > 0; lacks = await ask()) {
    const waited = Date.now() - started;
    if (waited > total)
      throw new UserError(
        `Wait for the node ${node}: after ${formatDuration(waited)} the cluster still lacks ${lacks.join(' and ')}.`,
        'What ails it: npx nx status cluster',
      );
    progress.update(`Waiting for ${lacks[0]} in ${node}, ${formatDuration(waited)} so far`);
    await sleep(pause, undefined, { signal });
  }
}
