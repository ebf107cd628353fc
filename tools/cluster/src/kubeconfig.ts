import { UserError } from '@todo-app/executors';
import { readCluster } from './cluster-file';
import type { Context } from './context';
import { readOwnRecord } from './own-record';

/** `kubeconfig`: the path of the kubeconfig of the cluster in use, or a line for the shell that exports it. */
export function kubeconfig(wish: { cluster?: string; export: boolean }, { paths }: Pick<Context, 'paths'>): string {
  const cluster = wish.cluster === undefined ? readCluster(paths) : readOwnRecord(paths, wish.cluster);
  if (!cluster)
    throw new UserError(
      `Find the kubeconfig: there is no cluster${wish.cluster === undefined ? ' yet' : ` "${wish.cluster}"`}.`,
      `Run: npx nx up cluster${wish.cluster === undefined ? '' : ` --name=${wish.cluster}`}`,
    );
  return wish.export
    ? `export KUBECONFIG='${cluster.kubeconfig.replaceAll("'", String.raw`'\''`)}'`
    : cluster.kubeconfig;
}
