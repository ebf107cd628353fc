import { isProven, isSame, type KnownRevision } from '../../release/revisions';

/** A revision that might be gone back to, and what is known to be against it. */
export interface Candidate {
  revision: KnownRevision;
  obstacle: string | undefined;
}

/**
 * The revisions before this one that are other than it, newest first. Of one that was gone back to, those before it was
 * deployed: a second way back goes further, and not to what the first one left. Pure.
 *
 * @param named the only one that the user wants
 */
export function listCandidates(revisions: readonly KnownRevision[], named?: number): Candidate[] {
  const current = revisions.at(-1);
  if (!current) return [];
  const origin = isProven(current) ? (current.receipt?.revision ?? 0) : current.revision;
  return revisions
    .filter(({ revision, digests }) =>
      named === undefined ? revision < origin && !isEqual(digests, current.digests) : revision === named,
    )
    .map((revision) => ({ revision, obstacle: findObstacle(revision) }))
    .reverse();
}

function findObstacle(revision: KnownRevision): string | undefined {
  if (isProven(revision)) return undefined;
  const { status, receipt, digests } = revision;
  if (!/^(deployed|superseded)$/.test(status)) return `it is recorded as ${status}`;
  if (!receipt) return 'it has no receipt, so nobody saw it healthy';
  return isSame(receipt, digests) ? undefined : 'another program made it, and nobody saw it healthy';
}

function isEqual(a: KnownRevision['digests'], b: KnownRevision['digests']): boolean {
  return a.chart === b.chart && a.values === b.values && a.manifest === b.manifest;
}
