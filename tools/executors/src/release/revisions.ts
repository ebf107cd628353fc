import type { V1ConfigMap, V1Secret } from '@kubernetes/client-node';
import { UserError } from '../lib/errors';
import { describeApiError, type ClusterApi } from '../executors/helm-deploy/cluster-api';
import {
  deployLabel,
  parseReceiptMap,
  releaseLabel,
  type FilesOfRelease,
  type Receipt,
} from '../executors/helm-deploy/receipt/receipt';
import { historySelector } from '../executors/helm-deploy/release-state';
import {
  digestRecord,
  parseRecord,
  type RecordDigests,
  type ReleaseRecord,
} from '../executors/helm-deploy/unchanged/release-record';
import type { Place } from './place';

/** One revision that Helm still keeps, with all that is known of it. */
export interface KnownRevision extends Omit<ReleaseRecord, 'revision'> {
  revision: number;
  /** As Helm records it: `deployed`, `superseded`, `failed`, … */
  status: string;
  digests: RecordDigests;
  /** That of the deploy whose labels it has, which another program may have copied: see `isProven`. */
  receipt: Receipt | undefined;
  files: FilesOfRelease;
}

/** Reads all revisions that Helm keeps of a release, oldest first. */
export async function readRevisions(
  api: Pick<ClusterApi, 'listSecrets' | 'listConfigMaps'>,
  { namespace, release }: Pick<Place, 'namespace' | 'release'>,
): Promise<KnownRevision[]> {
  try {
    const [secrets, maps] = await Promise.all([
      api.listSecrets(namespace, historySelector(release)),
      api.listConfigMaps(namespace, `${releaseLabel}=${release}`),
    ]);
    return parseRevisions(secrets, maps);
  } catch (cause) {
    throw new UserError(
      `Read the history of "${release}" in the namespace "${namespace}": ${describeApiError(cause)}.`,
      'Run: nx status cluster',
      { cause },
    );
  }
}

/** Puts records and receipts together; a record that cannot be read is left out. Pure. */
export function parseRevisions(secrets: readonly V1Secret[], maps: readonly V1ConfigMap[]): KnownRevision[] {
  const receipts = new Map(maps.map((map) => [map.metadata?.labels?.[deployLabel], map]));
  return secrets
    .flatMap((secret) => {
      const record = parseRecord(secret);
      if (!record) return [];
      const id = record.labels[deployLabel];
      const map = id === undefined ? undefined : receipts.get(id);
      const { receipt, files } = parseReceiptMap(map);
      const status = record.labels['status'] ?? 'unknown';
      return [{ ...record, status, digests: digestRecord(secret), receipt, files }];
    })
    .sort((a, b) => a.revision - b.revision);
}

/** The revision that serves: the newest one that is recorded as deployed. Pure. */
export function findLive(revisions: readonly KnownRevision[]): KnownRevision | undefined {
  return revisions.findLast(({ status }) => status === 'deployed');
}

/**
 * Whether a revision was seen healthy: its receipt is there, it holds what that tells of, and going back to it did not
 * fail. Helm copies the labels of a release to every later revision, also to one that a person makes. Pure.
 */
export function isProven({ receipt, digests, status }: Pick<KnownRevision, 'receipt' | 'digests' | 'status'>): boolean {
  return receipt !== undefined && isSame(receipt, digests) && /^(deployed|superseded)$/.test(status);
}

/** Whether Helm recorded what the receipt tells of. Pure. */
export function isSame({ recorded }: Receipt, { chart, values, manifest }: RecordDigests): boolean {
  return recorded.chart === chart && recorded.values === values && recorded.manifest === manifest;
}
