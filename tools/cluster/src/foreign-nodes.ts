import { setTimeout as sleep } from 'node:timers/promises';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { UserContext } from './contexts';

/** A node of a cluster that is not ours, as its API describes it. */
export interface ForeignNode {
  name: string;
  architecture: string;
  address: string | undefined;
  ready: boolean;
}

/** The nodes of a context; undefined if nothing answers within three seconds. */
export async function listNodes({
  name,
  kubeconfig,
}: Pick<UserContext, 'name' | 'kubeconfig'>): Promise<ForeignNode[] | undefined> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(name);
  const ask = async (): Promise<ForeignNode[]> => {
    const { items } = await config.makeApiClient(CoreV1Api).listNode();
    return items.map(({ metadata, status }) => ({
      name: metadata?.name ?? '',
      architecture: status?.nodeInfo?.architecture ?? 'amd64',
      address: status?.addresses?.find(({ type }) => type === 'InternalIP')?.address,
      ready: status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    }));
  };
  const giveUp = new AbortController();
  try {
    return await Promise.race([ask(), sleep(3000, undefined, { signal: giveUp.signal })]);
  } catch {
    return undefined;
  } finally {
    giveUp.abort();
  }
}
