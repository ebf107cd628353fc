import { setTimeout as pause } from 'node:timers/promises';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Cluster } from '../src';

/** What a pod has used until a moment. */
export interface PodSample {
  pod: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Of one core, since the pod's start. */
  cpuSeconds: number;
  memoryBytes: number;
}

/** What a pod used over a while. */
export interface PodUsage {
  pod: string;
  /** Cores in use, on average. */
  cores: number;
  /** The most memory seen. */
  memoryBytes: number;
}

/** What of the kubelet's `/stats/summary` is read here. */
export interface KubeletSummary {
  pods?: readonly {
    podRef: { name: string; namespace: string };
    cpu?: { time: string; usageCoreNanoSeconds?: number };
    memory?: { workingSetBytes?: number };
  }[];
}

/** A kubelet counts anew about every 10 s. */
export const KUBELET_SECONDS = 10;

/** Asks the kubelet of each node, through the API server, what the pods of the namespace use. */
export function createPodReader(
  { kubeconfig, context, nodes }: Cluster,
  namespace: string,
): () => Promise<PodSample[]> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const readSummary = async (name: string): Promise<KubeletSummary> => {
    // the client gives JSON as text or as what it says, as its media type has it
    const answer: unknown = await core.connectGetNodeProxyWithPath({ name, path: 'stats/summary' });
    return (typeof answer === 'string' ? JSON.parse(answer) : answer) as KubeletSummary;
  };
  return async () => {
    const summaries = await Promise.all(nodes.map(({ name }) => readSummary(name)));
    return summaries.flatMap((summary) => listSamples(summary, namespace));
  };
}

/** The samples of a summary; a pod that has just started has none yet. Pure. */
export function listSamples({ pods = [] }: KubeletSummary, namespace: string): PodSample[] {
  return pods.flatMap(({ podRef: { name, namespace: home }, cpu, memory }) => {
    const [cpuUsed, memoryBytes] = [cpu?.usageCoreNanoSeconds, memory?.workingSetBytes];
    if (home !== namespace || !cpu || cpuUsed === undefined || memoryBytes === undefined) return [];
    return [{ pod: name, at: Date.parse(cpu.time), cpuSeconds: cpuUsed / 1e9, memoryBytes }];
  });
}

/** What each pod used between its first and its last sample. Pure. */
export function summariseSamples(samples: readonly PodSample[]): PodUsage[] {
  return [...new Set(samples.map(({ pod }) => pod))].map((pod) => {
    const own = samples.filter((sample) => sample.pod === pod);
    const begun = Math.min(...own.map(({ at }) => at));
    const seconds = (Math.max(...own.map(({ at }) => at)) - begun) / 1000;
    const used = own.map(({ cpuSeconds }) => cpuSeconds);
    return {
      pod,
      cores: seconds > 0 ? (Math.max(...used) - Math.min(...used)) / seconds : 0,
      memoryBytes: Math.max(...own.map(({ memoryBytes }) => memoryBytes)),
    };
  });
}

/** Counts again and again what the pods use, until `stop`, which says what it came to. */
export function watchPods(read: () => Promise<readonly PodSample[]>): { stop: () => Promise<PodUsage[]> } {
  const ended = new AbortController();
  const watching = (async () => {
    const samples = [...(await read())];
    while (!ended.signal.aborted) {
      await pause(KUBELET_SECONDS * 1000, undefined, { signal: ended.signal }).catch(() => undefined);
      samples.push(...(await read()));
    }
    return summariseSamples(samples);
  })();
  return {
    stop: () => {
      ended.abort();
      return watching;
    },
  };
}
