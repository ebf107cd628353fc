import type { Engine } from '../../lib/engine';
import { formatBytes } from '../container/report';
import type { Cluster } from './cluster-file';

/** What one load needs: an image in the engine that built it, and the name that pods will ask for. */
export interface ImageToLoad {
  engine: Engine;
  imageId: string;
  reference: string;
  /** Uncompressed, which is what its archive takes. */
  sizeBytes: number;
}

/** What went into the nodes, all of them together. */
export interface Transfer {
  sentBytes: number;
  totalBytes: number;
  /** Why the nodes were sent layers that they may have had; absent where only missing ones went. */
  whole?: string;
}

/** Why an image can only go whole, or `undefined` if the nodes can be sent just the layers that they lack. Pure. */
export function explainWhole({ load }: Cluster, { program }: Engine): string | undefined {
  if (load !== 'kind') return `${load} takes whole images only`;
  return program === 'podman' ? undefined : `${program} saves whole images only`;
}

/** How much went, of how much; and of a whole image, why. Pure. */
export function formatTransfer({ sentBytes, totalBytes, whole }: Transfer): string {
  if (whole !== undefined) return `${formatBytes(sentBytes)}, the whole image: ${whole}`;
  return `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`;
}

/** How much went in all, of how much. Pure. */
export function formatTransfers(transfers: readonly Transfer[]): string {
  const sum = (size: (transfer: Transfer) => number): string =>
    formatBytes(transfers.reduce((total, transfer) => total + size(transfer), 0));
  return `${sum(({ sentBytes }) => sentBytes)} of ${sum(({ totalBytes }) => totalBytes)}`;
}
