/** What a store of images holds: the size in bytes of each blob, by digest (`sha256:…`). */
export type Blobs = ReadonlyMap<string, number>;

/**
 * Reads two lists in one text: the digests that containerd knows, and what `du` says of their files, because
 * containerd's own list rounds the sizes. A blob counts only if it is in both: a file may be on its way out, and a
 * digest without a file is of no use. Pure.
 */
export function parseBlobs(lines: readonly string[]): Blobs {
  const sizes = new Map<string, number>(
    lines.flatMap((line) => {
      const [, size, hash] = /^(\d+)\t\S*\/([0-9a-f]{64})$/.exec(line) ?? [];
      return hash ? [[`sha256:${hash}`, Number(size)] as const] : [];
    }),
  );
  return new Map(
    lines.flatMap((digest) => {
      const size = sizes.get(digest);
      return size === undefined ? [] : [[digest, size] as const];
    }),
  );
}

/** The blobs that every one of the nodes has. Pure. */
export function findCommonBlobs([first, ...others]: readonly Blobs[]): Blobs {
  return new Map([...(first ?? [])].filter(([digest]) => others.every((blobs) => blobs.has(digest))));
}
