import type { UserError } from '../../lib/errors';
import { checkNodes } from './check-nodes';
import { checkPods } from './check-pods';
import { checkReferences, type Supply } from './check-references';
import { checkStorage } from './check-storage';
import type { ClusterApi } from './cluster-api';
import { secretName, type ClusterFacts } from './facts';
import { readNewPods } from './new-pods';
import type { RenderedObject } from './render';
import type { Settings } from './settings';

/**
 * Whether the cluster has room for what the chart renders, and what its pods refer to. Who may not look at nodes,
 * as in a namespace of a large cluster, learns of them from the pods.
 *
 * @param secretKeys those of the Secret that the deploy writes, if it writes one
 */
export async function checkRoom(
  api: ClusterApi,
  { namespace, release }: Settings,
  live: ClusterFacts,
  objects: readonly RenderedObject[],
  secretKeys: readonly string[] | undefined,
): Promise<UserError[]> {
  const supply: Supply = {
    action: live.history.length > 0 ? 'upgrade' : 'install',
    objects,
    secret: secretKeys && { name: secretName(release), keys: secretKeys },
  };
  const found = await Promise.all([
    api.listNodes().then(checkNodes, () => []),
    checkStorage(api, namespace, objects),
    checkNewPods(api, namespace, live.namespace !== undefined, supply),
  ]);
  return found.flat();
}

async function checkNewPods(
  api: ClusterApi,
  namespace: string,
  isThere: boolean,
  supply: Supply,
): Promise<UserError[]> {
  const pods = await readNewPods(api, namespace, supply.objects, supply.action);
  const found = await Promise.all([
    isThere ? checkPods(api, namespace, pods) : [],
    checkReferences(api, namespace, isThere, pods, supply),
  ]);
  return found.flat();
}
