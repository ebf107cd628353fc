import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OwnCluster } from './cluster-file';
import { type Paths, ownClusterFolder } from './paths';

/** The files of one cluster of ours, beside its data. */
export const kubeconfigFile = (paths: Paths, name: string): string => join(ownClusterFolder(paths, name), 'kubeconfig');
export const kindConfigFile = (paths: Paths, name: string): string => join(ownClusterFolder(paths, name), 'kind.yaml');
const recordFile = (paths: Paths, name: string): string => join(ownClusterFolder(paths, name), 'cluster.json');

/** What is remembered of a cluster of ours. It is written when kind is done, so a cluster without it is half-made. */
export function readOwnRecord(paths: Paths, name: string): OwnCluster | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(paths, name), 'utf8')) as OwnCluster;
  } catch {
    return undefined;
  }
}

export function writeOwnRecord(paths: Paths, name: string, cluster: OwnCluster): void {
  const file = recordFile(paths, name);
  mkdirSync(ownClusterFolder(paths, name), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(cluster, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function forgetOwnRecord(paths: Paths, name: string): void {
  rmSync(ownClusterFolder(paths, name), { recursive: true, force: true });
}

/** The port of this machine that a cluster was made with. */
export const portOf = ({ url }: OwnCluster): number => Number(new URL(url).port);
