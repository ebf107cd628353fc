import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Paths, clusterFile } from './paths';

/** `dist/tools/cluster/cluster.json`: which cluster it is, and how images get in. */
export interface Cluster {
  provider: 'kind' | 'minikube' | 'k3d' | 'docker-desktop' | 'other';
  /** Whether it is ours: made by `up`, ended by `down`. */
  owned: boolean;
  context: string;
  kubeconfig: string;
  nodes: { name: string; architecture: string }[];
  load: 'kind' | 'minikube' | 'registry' | 'none';
  /** Where frontend-svc's NodePort 30080 answers; null where this machine does not reach the node. */
  url: string | null;
  /** The engine that carries the nodes; null where they are no containers of ours. */
  engine: { program: string; env: Readonly<Record<string, string>> } | null;
}

/** A cluster of ours: the port of this machine that it was made with is in its address. */
export interface OwnCluster extends Cluster {
  url: string;
}

/** The cluster that the last `up` found or made, if any. */
export function readCluster(paths: Paths): Cluster | undefined {
  try {
    return JSON.parse(readFileSync(clusterFile(paths), 'utf8')) as Cluster;
  } catch {
    return undefined;
  }
}

/** Writes the file for the targets that follow. */
export function writeCluster(paths: Paths, cluster: Cluster): void {
  mkdirSync(dirname(clusterFile(paths)), { recursive: true });
  writeFileSync(clusterFile(paths), `${JSON.stringify(cluster, undefined, 2)}\n`);
}
