import type { ImageFile } from '../../lib/image-file';

/** `118.4 MB`, in steps of 1000 as the engines count. Pure. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e3).toFixed(1)} kB`;
}

/** The last line: which image, how large, how long it took, and whether anything was built. Pure. */
export function formatImage(image: ImageFile, outcome: 'built' | 'unchanged', seconds: number): string {
  return `${image.repository}:${image.tag}  ${formatBytes(image.sizeBytes)}  ${outcome} in ${seconds.toFixed(1)} s`;
}
