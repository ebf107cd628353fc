import type { Cluster } from './cluster-file';

/** A program in a node that is a container of the cluster's engine, with our standard input. Pure. */
export function buildNodeArgs({ engine }: Cluster, node: string, ...argv: readonly string[]): string[] {
  return [engine?.program ?? 'docker', 'exec', '-i', node, ...argv];
}

/** containerd's own client in such a node, on the images that the kubelet sees. Pure. */
export function buildCtrArgs(cluster: Cluster, node: string, ...argv: readonly string[]): string[] {
  return buildNodeArgs(cluster, node, 'ctr', '-n', 'k8s.io', ...argv);
}
