import { gunzipSync } from 'node:zlib';
import { AppsV1Api, CoreV1Api, KubeConfig, type V1Pod } from '@kubernetes/client-node';
import { type Cluster } from '../src/index';

/** What the tests see and change in the namespace, beside the deploy. */
export interface ClusterView {
  core: CoreV1Api;
  apps: AppsV1Api;
  /** Uids of the pods that serve. */
  readyPods(): Promise<string[]>;
  /** Status of each revision, oldest first. */
  history(): Promise<string[]>;
  /** Everything that Helm keeps about the release, unpacked. */
  releaseRecords(): Promise<string>;
  secretValue(key: string): Promise<string | undefined>;
  /** Removes the namespace and waits until it is gone. */
  remove(): Promise<void>;
}

/** Looks at one namespace of the cluster. */
export function viewNamespace({ kubeconfig, context }: Cluster, namespace: string): ClusterView {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const listRecords = async () =>
    (await core.listNamespacedSecret({ namespace, labelSelector: 'owner=helm' })).items.sort(
      (a, b) => Number(a.metadata?.labels?.['version']) - Number(b.metadata?.labels?.['version']),
    );
  return {
    core,
    apps: config.makeApiClient(AppsV1Api),
    readyPods: async () => {
      const { items } = await core.listNamespacedPod({ namespace });
      return items.filter(isReady).map(({ metadata }) => metadata?.uid ?? '');
    },
    history: async () => (await listRecords()).map(({ metadata }) => metadata?.labels?.['status'] ?? ''),
    releaseRecords: async () => (await listRecords()).map(({ data }) => unpack(data?.['release'] ?? '')).join('\n'),
    secretValue: async (key) => {
      const { data } = await core.readNamespacedSecret({ namespace, name: 'doll-secrets' });
      const value = data?.[key];
      return value === undefined ? undefined : Buffer.from(value, 'base64').toString();
    },
    remove: async () => {
      await core.deleteNamespace({ name: namespace }).catch(() => undefined);
      while (await core.readNamespace({ name: namespace }).catch(() => undefined)) await sleep(500);
    },
  };
}

/** A record is gzip in base64, in a Secret, which is base64 once more. */
function unpack(data: string): string {
  return gunzipSync(Buffer.from(Buffer.from(data, 'base64').toString(), 'base64')).toString();
}

function isReady({ metadata, status }: V1Pod): boolean {
  return (
    !metadata?.deletionTimestamp &&
    (status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false)
  );
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
