import { describeApiError, type ClusterApi } from '../cluster-api';
import type { Prepared } from '../prepare';
import type { Workload } from '../rollout';
import type { Settings } from '../settings';
import { readFilesNow } from './files';
import { deployLabel, readCommitLabels, receiptSelector } from './receipt';
import { writeReceipt } from './write-receipt';

/**
 * Writes the receipt of a release that was just seen unchanged and healthy, if it has none: the deploy that made it was
 * cut off before it could, or somebody removed it. Nothing else depends on it, so that it never rejects.
 *
 * @returns what there is to tell, if anything
 */
export async function restoreReceipt(
  api: Pick<ClusterApi, 'listSecrets' | 'listConfigMaps' | 'createConfigMap'>,
  settings: Settings,
  prepared: Prepared,
  revision: number,
  workloads: readonly Workload[],
): Promise<string | undefined> {
  const labels = prepared.live.record?.labels ?? {};
  const id = labels[deployLabel];
  if (id === undefined) return undefined;
  try {
    if ((await api.listConfigMaps(settings.namespace, receiptSelector(id))).length > 0) return undefined;
    const files = readFilesNow(settings);
    const delivery = { ...readCommitLabels(labels), id, labels, files, before: undefined, seconds: null };
    await writeReceipt(api, settings, prepared, revision, workloads, delivery);
    return `was missing, and is written now for revision ${revision}, which is healthy`;
  } catch (error) {
    return `missing, and not written (${describeApiError(error)}); the release is as it should be`;
  }
}
