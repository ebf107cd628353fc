import type { ClusterApi } from '../cluster-api';
import { formatReference } from '../image-reference';
import { nameOurselves } from '../lease/holder';
import type { Prepared } from '../prepare';
import { historySelector } from '../release-state';
import type { Workload } from '../rollout';
import type { Settings } from '../settings';
import type { ImagePlan } from '../image-plan';
import { labelPrefix } from '../unchanged/fingerprint';
import { digestRecord } from '../unchanged/release-record';
import { readRunning } from './running';
import { resolveSources, type Commit, type Sources } from './commit';
import { listReadable } from './migrations';
import { buildReceiptMap, type FilesOfRelease, type Receipt } from './receipt';

/** What a receipt is made of, beside the plan. */
export interface Delivery extends Commit {
  id: string;
  labels: Readonly<Record<string, string>>;
  files: FilesOfRelease;
  /** The receipt of the release before, which knows what kept images were built from. */
  before: Receipt | undefined;
  seconds: number | null;
}

/** Writes the receipt of a deploy that ended well, beside Helm's record of it. */
export async function writeReceipt(
  api: Pick<ClusterApi, 'listSecrets' | 'createConfigMap'>,
  settings: Settings,
  { plan, local }: Prepared,
  revision: number,
  workloads: readonly Workload[],
  delivery: Delivery,
): Promise<Receipt> {
  const { namespace, release } = settings;
  const [record] = await api.listSecrets(namespace, `${historySelector(release)},version=${revision}`);
  if (!record) throw new Error(`Helm has no record of revision ${revision}`);
  const { id, commit, dirty, changed, labels, seconds, files, before } = delivery;
  const receipt: Receipt = {
    id,
    release,
    revision,
    time: new Date().toISOString(),
    commit,
    dirty,
    changed,
    by: nameOurselves(),
    helm: local.helm?.version ?? '',
    images: Object.fromEntries(
      plan.images.map((image) => {
        const reference = formatReference(image.reference);
        const from = findSources(image, delivery, before);
        return [image.key, { reference, inputs: image.inputs, ids: listIds(workloads, reference), from }];
      }),
    ),
    readable: listReadable(settings.workspace, files),
    chart: labels[`${labelPrefix}chart`] ?? '',
    values: labels[`${labelPrefix}values`] ?? '',
    recorded: digestRecord(record),
    verdict: 'healthy',
    seconds,
    restarts: Object.fromEntries(workloads.map((workload) => [workload.component, countRestarts(workload)])),
  };
  await api.createConfigMap(namespace, buildReceiptMap(receipt, files, record));
  return receipt;
}

/** What an image was built from: this commit, or what the release before says of one that was kept. Pure. */
export function findSources(
  { key, reason, reference }: Pick<ImagePlan, 'key' | 'reason' | 'reference'>,
  commit: Commit,
  before: Receipt | undefined,
): Sources | null {
  if (reason === 'named in the values') return null;
  if (reason !== 'kept from the live release') return resolveSources(commit);
  const kept = before?.images[key];
  return kept?.reference === formatReference(reference) ? (kept.from ?? null) : null;
}

/** What the kubelets call an image in the pods that run it. Pure. */
export function listIds(workloads: readonly Pick<Workload, 'pods'>[], reference: string): string[] {
  const ids = workloads.flatMap(({ pods }) => pods).flatMap((pod) => readRunning(pod));
  return [...new Set(ids.filter(({ image }) => image === reference).map(({ id }) => id))].sort();
}

/** The most restarts that a container of the workload took. Pure. */
export function countRestarts({ pods }: Pick<Workload, 'pods'>): number {
  const counts = pods.flatMap(({ status }) =>
    [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].map((each) => each.restartCount),
  );
  return Math.max(0, ...counts);
}
