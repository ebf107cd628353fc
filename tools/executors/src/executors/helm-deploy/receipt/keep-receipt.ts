import { describeApiError, type ClusterApi } from '../cluster-api';
import { historySelector } from '../release-state';
import type { Settings } from '../settings';
import { deployLabel, receiptSelector, shareReceiptMap } from './receipt';

/**
 * After a way back: lets the receipt of what is there again stay for as long as the new revision does, too. A revision
 * that has a receipt of its own, or none, is left alone. Nothing else depends on it, so that it never rejects.
 *
 * @returns why it could not be kept, if so
 */
export async function keepReceipt(
  api: Pick<ClusterApi, 'listSecrets' | 'listConfigMaps' | 'replaceConfigMap'>,
  { namespace, release }: Pick<Settings, 'namespace' | 'release'>,
): Promise<string | undefined> {
  try {
    const records = await api.listSecrets(namespace, historySelector(release));
    const [newest] = records.sort((a, b) => versionOf(b) - versionOf(a));
    const id = newest?.metadata?.labels?.[deployLabel];
    const [map] = id === undefined ? [] : await api.listConfigMaps(namespace, receiptSelector(id));
    if (!newest || !map) return undefined;
    const isOwner = map.metadata?.ownerReferences?.some(({ uid }) => uid === newest.metadata?.uid);
    if (!isOwner) await api.replaceConfigMap(namespace, shareReceiptMap(map, newest));
    return undefined;
  } catch (error) {
    return describeApiError(error);
  }
}

function versionOf({ metadata }: Awaited<ReturnType<ClusterApi['listSecrets']>>[number]): number {
  return Number(metadata?.labels?.['version'] ?? 0);
}
