import type { V1ConfigMap, V1OwnerReference, V1Secret } from '@kubernetes/client-node';
import type { RecordDigests } from '../unchanged/release-record';
import { labelPrefix } from '../unchanged/fingerprint';
import type { Commit, Sources } from './commit';
import { nameSchema } from './migrations';

/** What was deployed, by whom and how it went: kept in the cluster beside the release, and gone with its revision. */
export interface Receipt {
  /** Of this deploy alone; also on Helm's record, where a way back takes it along. */
  id: string;
  release: string;
  revision: number;
  /** When the pods were ready, in ISO 8601. */
  time: string;
  /** The commit that was checked out, and whether the workspace differed from it, and where; `null` outside of git. */
  commit: string | null;
  dirty: boolean;
  changed: readonly string[] | null;
  /** Who deployed: the address of a CI run, or user@host. */
  by: string;
  helm: string;
  /** By component. */
  images: Readonly<Record<string, DeliveredImage>>;
  /** The migrations that code which does not know them can live with, by their paths. */
  readable: readonly string[];
  /** Hashes of the chart's files and of the given values. */
  chart: string;
  values: string;
  /** Of what Helm recorded, so that a revision that somebody else made is not taken for this one. */
  recorded: RecordDigests;
  verdict: 'healthy';
  /** From Helm's start to ready pods; `null` in a receipt that was written later. */
  seconds: number | null;
  /** The restarts that the pods of each component took to become ready. */
  restarts: Readonly<Record<string, number>>;
}

/** The image of a component as it was deployed. */
export interface DeliveredImage {
  reference: string;
  inputs: string;
  /** What the kubelets called it where it ran. */
  ids: readonly string[];
  /** What it was built from, which is older than the deploy for one that was kept; `null` where that is not known. */
  from: Sources | null;
}

/** Hash of each file that went into a part of a release (`chart`, or a component), by its path. */
export type FilesOfRelease = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** On the receipt and on Helm's record: which deploy it was. */
export const deployLabel = `${labelPrefix}deploy`;
/** On Helm's record: the commit that was deployed, and whether the workspace differed from it (`true`, `false`). */
export const commitLabel = `${labelPrefix}commit`;
export const dirtyLabel = `${labelPrefix}dirty`;
/** On Helm's record: the newest migration that the images bring, even where the deploy fails afterwards. */
export const schemaLabel = `${labelPrefix}schema`;
/** On the receipt: whose it is. */
export const releaseLabel = `${labelPrefix}release`;

/** What Helm's record says of the deploy that made it. Pure. */
export function buildDeployLabels(
  id: string,
  { commit, dirty }: Commit,
  files: FilesOfRelease,
): Record<string, string> {
  return {
    [deployLabel]: id,
    [commitLabel]: commit ?? 'none',
    [dirtyLabel]: String(dirty),
    [schemaLabel]: nameSchema(files),
  };
}

/** What Helm's record still says of the state that was deployed; of what differed from a commit it says only that it did. Pure. */
export function readCommitLabels(labels: Readonly<Record<string, string>>): Commit {
  const commit = labels[commitLabel] ?? 'none';
  const dirty = labels[dirtyLabel] !== 'false';
  return { commit: commit === 'none' ? null : commit, dirty, changed: dirty ? null : [] };
}

/** The selector of one deploy's receipt. */
export function receiptSelector(id: string): string {
  return `${deployLabel}=${id}`;
}

/** An id that sorts by time. Pure. */
export function makeDeployId(time: Date, random: string): string {
  return `${time.toISOString().replace(/[-:]/g, '').replace(/\..*$/, '').toLowerCase()}-${random}`;
}

/**
 * The ConfigMap of a receipt. It belongs to Helm's record of the revision, so Kubernetes removes it with that. Pure.
 *
 * @param record Helm's Secret of the revision
 */
export function buildReceiptMap(receipt: Receipt, files: FilesOfRelease, { metadata }: V1Secret): V1ConfigMap {
  return {
    metadata: {
      name: `${receipt.release}-receipt-${receipt.id}`,
      labels: {
        'app.kubernetes.io/managed-by': 'helm-deploy',
        [releaseLabel]: receipt.release,
        [deployLabel]: receipt.id,
      },
      ownerReferences: [buildOwner(metadata)],
    },
    data: { 'receipt.json': JSON.stringify(receipt, null, 2), 'files.json': JSON.stringify(files) },
  };
}

/** The receipt of a revision that went back to what it is about: it stays for as long as one of them is kept. Pure. */
export function shareReceiptMap(map: V1ConfigMap, { metadata }: V1Secret): V1ConfigMap {
  const owners = [...(map.metadata?.ownerReferences ?? []), buildOwner(metadata)];
  return { ...map, metadata: { ...map.metadata, ownerReferences: owners } };
}

function buildOwner(metadata: V1Secret['metadata']): V1OwnerReference {
  return { apiVersion: 'v1', kind: 'Secret', name: metadata?.name ?? '', uid: metadata?.uid ?? '' };
}

/** Reads a receipt's ConfigMap; one that is absent, broken or of an older version says nothing. Pure. */
export function parseReceiptMap(map: V1ConfigMap | undefined): { receipt?: Receipt; files: FilesOfRelease } {
  try {
    const { data = {} } = map ?? {};
    const receipt = JSON.parse(data['receipt.json'] ?? '{}') as Receipt | { recorded?: undefined };
    return {
      ...(receipt.recorded ? { receipt } : {}),
      files: JSON.parse(data['files.json'] ?? '{}') as FilesOfRelease,
    };
  } catch {
    return { files: {} };
  }
}
