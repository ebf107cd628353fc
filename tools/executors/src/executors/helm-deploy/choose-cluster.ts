import { UserError } from '../../lib/errors';
import { clusterFile, readClusterFile, type Cluster } from './cluster-file';
import type { Settings } from './settings';

/**
 * Finds the cluster to deploy to: the one in cluster.json, which must be the one that the user named, if any.
 *
 * @throws UserError if there is none, it is another one, or it is not plainly local and was not named
 */
export function chooseCluster({ workspace, ...wish }: Pick<Settings, 'workspace' | 'context' | 'command'>): Cluster {
  return checkCluster(readClusterFile(workspace, wish.context), wish);
}

/** Holds a cluster against what the user named. Pure. */
export function checkCluster(cluster: Cluster, { context, command }: Pick<Settings, 'context' | 'command'>): Cluster {
  if (context !== undefined && cluster.context !== context) {
    throw new UserError(
      `Deploy to "${context}": ${clusterFile} is about "${cluster.context}".`,
      `Run: nx up cluster --context=${context}`,
    );
  }
  if (context === undefined && !isPlainlyLocal(cluster)) {
    throw new UserError(
      `Deploy to "${cluster.context}": this context is not plainly local and was not named.`,
      `If you mean it: ${command} --context=${cluster.context}`,
    );
  }
  return cluster;
}

/** A cluster whose nodes share the images of this machine is on this machine, whoever made it. */
function isPlainlyLocal({ provider, load }: Cluster): boolean {
  return provider !== 'other' || load === 'none';
}
