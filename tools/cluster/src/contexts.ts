import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import type { Cluster } from './cluster-file';

/** One context of the user's kubeconfig. */
export interface UserContext {
  name: string;
  /** The kubeconfig that it stands in. */
  kubeconfig: string;
  /** The address of its API server; empty if the entry names no cluster that is there. */
  server: string;
  /** Who wrote the entry, if it says so: minikube does, whatever the name of the profile. */
  maker: string | undefined;
}

/** What the user's kubeconfig files say, merged as kubectl does: the first to name something wins. */
export interface UserContexts {
  current: string | undefined;
  contexts: readonly UserContext[];
}

interface ClusterEntry {
  server?: string;
  extensions?: { extension?: { provider?: string } }[];
}

interface KubeconfigFile {
  'current-context'?: string;
  contexts?: { name: string; context?: { cluster?: string } }[] | null;
  clusters?: { name: string; cluster?: ClusterEntry }[] | null;
}

/** Reads KUBECONFIG (several files, as PATH) or else ~/.kube/config. A file that is missing or broken says nothing. */
export function readUserContexts(env: NodeJS.ProcessEnv): UserContexts {
  const files = env['KUBECONFIG']
    ? env['KUBECONFIG'].split(delimiter)
    : [join(env['HOME'] || homedir(), '.kube/config')];
  const parsed = files.filter((file) => file && existsSync(file)).map((file) => ({ file, content: parseFile(file) }));
  const clusters = new Map<string, ClusterEntry>();
  for (const { content } of parsed.toReversed())
    for (const { name, cluster } of content.clusters ?? []) clusters.set(name, cluster ?? {});
  return {
    current: parsed.map(({ content }) => content['current-context']).find(Boolean),
    contexts: parsed.flatMap(({ file, content }) =>
      (content.contexts ?? []).map(({ name, context }) => {
        const cluster = clusters.get(context?.cluster ?? '');
        const maker = cluster?.extensions?.map(({ extension }) => extension?.provider).find(Boolean);
        return { name, kubeconfig: file, server: cluster?.server ?? '', maker };
      }),
    ),
  };
}

function parseFile(file: string): KubeconfigFile {
  try {
    return (parse(readFileSync(file, 'utf8')) as KubeconfigFile | null) ?? {};
  } catch {
    return {};
  }
}

/** Which program made a context, by what it wrote or by the name that it gives. */
export function classifyProvider({
  name,
  maker,
}: Pick<UserContext, 'name' | 'maker'>): Cluster['provider'] | 'other-local' {
  if (name === 'minikube' || maker === 'minikube.sigs.k8s.io') return 'minikube';
  if (name.startsWith('kind-')) return 'kind';
  if (name.startsWith('k3d-')) return 'k3d';
  if (name === 'docker-desktop') return 'docker-desktop';
  return /^(rancher-desktop|orbstack|colima(-.+)?)$/.test(name) ? 'other-local' : 'other';
}

/** Whether an API server is on this machine or in a private network that a local virtual machine would use. */
export function isLocalServer(server: string): boolean {
  let host: string;
  try {
    host = new URL(server).hostname;
  } catch {
    return false;
  }
  if (/^(localhost|kubernetes\.docker\.internal|host\.docker\.internal|.+\.orb\.local)$/.test(host)) return true;
  const address = host.replace(/^\[|\]$/g, '');
  return isIP(address) > 0 && /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|::1$|f[cd])/.test(address);
}
