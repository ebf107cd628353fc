import { UserError } from '../../lib/errors';
import type { Place } from '../../release/place';
import { findLive, readRevisions, type KnownRevision } from '../../release/revisions';
import type { ClusterApi } from '../helm-deploy/cluster-api';
import { secretName } from '../helm-deploy/facts';
import { decodeSecret } from '../helm-deploy/plan';
import type { Receipt } from '../helm-deploy/receipt/receipt';
import { parseObjects } from '../helm-deploy/render';
import { parseRollout, workloadId, type Workload } from '../helm-deploy/rollout';
import { keyedHash } from '../helm-deploy/secret';
import { readSnapshotPatiently } from '../helm-deploy/snapshot';
import type { DriftedField } from '../helm-deploy/unchanged/drift';
import { labelPrefix } from '../helm-deploy/unchanged/fingerprint';
import { readDrift } from '../helm-deploy/unchanged/read-drift';
import { comparePods } from './compare-pods';
import { compareRecord } from './compare-record';

/** What a look at the cluster found. */
export interface Verification {
  live: KnownRevision;
  receipt: Receipt;
  workloads: readonly Workload[];
  /** Everything that is not as the receipt tells; empty if the cluster is what was deployed. */
  differences: readonly DriftedField[];
}

/**
 * Compares what lives with the receipt of its deploy; nothing is changed.
 *
 * @throws UserError if there is no release, or no receipt of it
 */
export async function verify(api: ClusterApi, place: Place): Promise<Verification> {
  const { namespace, release } = place;
  const revisions = await readRevisions(api, place);
  const live = findLive(revisions);
  if (!live) throw explainNothing(place);
  const { receipt } = live;
  if (!receipt) throw explainNoReceipt(place, live);
  const [drift, snapshot, secret] = await Promise.all([
    readDrift(api, namespace, live.manifest),
    readSnapshotPatiently(api, namespace, release),
    api.readSecret(namespace, secretName(release)),
  ]);
  const workloads = parseRollout(snapshot);
  const differences = [
    ...compareNewest(live, revisions.at(-1)),
    ...compareRecord(live, receipt, revisions),
    ...drift,
    ...comparePods(snapshot.pods, parseObjects(live.manifest), receipt.images),
    ...compareSecret(live, secret?.data, secretName(release)),
    ...workloads.filter(({ isDone }) => !isDone).map(describeUnready),
  ];
  return { live, receipt, workloads, differences };
}

/** A later revision that does not serve has been tried and left there. Pure. */
export function compareNewest(live: KnownRevision, newest: KnownRevision | undefined): DriftedField[] {
  if (!newest || newest.revision === live.revision) return [];
  return [{ object: `revision ${newest.revision}`, path: 'status', live: newest.status, wanted: 'none' }];
}

/** Whether the Secret is the one that the pods were started with; what it holds is not shown. Pure. */
export function compareSecret(
  { labels }: Pick<KnownRevision, 'labels'>,
  data: Readonly<Record<string, string>> | undefined,
  name: string,
): DriftedField[] {
  const wanted = labels[`${labelPrefix}secret`];
  if (!wanted || wanted === 'none') return [];
  const content = decodeSecret(data);
  if (!content) return [{ object: `Secret/${name}`, path: '', live: undefined, wanted: '***' }];
  const isEqual = keyedHash(content) === wanted;
  return isEqual ? [] : [{ object: `Secret/${name}`, path: 'data', live: '***', wanted: '***' }];
}

function describeUnready(workload: Workload): DriftedField {
  const { ready, desired } = workload;
  return { object: workloadId(workload), path: 'ready', live: `${ready}/${desired}`, wanted: `${desired}/${desired}` };
}

function explainNothing({ release, namespace }: Place): UserError {
  return new UserError(
    `Verify "${release}": nothing is deployed in the namespace "${namespace}".`,
    'Run: nx deploy k8s-chart',
  );
}

function explainNoReceipt({ release, namespace }: Place, { revision }: KnownRevision): UserError {
  return new UserError(
    `Verify "${release}": revision ${revision} has no receipt, so nobody saw it healthy.`,
    `Run: nx deploy k8s-chart, which writes one as soon as it sees it healthy. To look: kubectl -n ${namespace} get secrets,configmaps`,
  );
}
