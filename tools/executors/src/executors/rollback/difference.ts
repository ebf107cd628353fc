import type { KnownRevision } from '../../release/revisions';
import { parseObjects } from '../helm-deploy/render';
import { listChanged, listDifferences } from '../helm-deploy/unchanged/reasons';
import { labelPrefix } from '../helm-deploy/unchanged/fingerprint';

/** What going from one revision to another changes, one line for each part. Pure. */
export function describeDifference(from: KnownRevision, to: KnownRevision): string[] {
  return [
    ...describeCommit(from, to),
    ...describeImages(from, to),
    ...describeList('values', listChangedKeys(from, to)),
    ...listParts(from, to).flatMap((part) =>
      describeList(`files of ${part}`, listChanged(to.files[part], from.files[part])),
    ),
    ...describeObjects(from, to),
    ...(isOtherSecret(from, to) ? ['secret: it has changed since; the one of today stays'] : []),
  ];
}

function describeCommit(from: KnownRevision, to: KnownRevision): string[] {
  const [now, then] = [from, to].map(({ receipt }) => receipt?.commit?.slice(0, 12) ?? 'unknown');
  return now === then ? [] : [`commit: ${then} instead of ${now}`];
}

function describeImages(from: KnownRevision, to: KnownRevision): string[] {
  const [now, then] = [from.receipt?.images ?? {}, to.receipt?.images ?? {}];
  const components = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  return components
    .filter((key) => now[key]?.reference !== then[key]?.reference)
    .map((key) => `${key} image: ${then[key]?.reference ?? 'none'} instead of ${now[key]?.reference ?? 'none'}`);
}

/** Without what a deploy decides by itself. */
function listChangedKeys(from: KnownRevision, to: KnownRevision): string[] {
  return listDifferences(from.config, to.config)
    .filter(([first, second]) => second !== 'image' && !(first === 'secrets' && second === 'checksum'))
    .map((keys) => keys.join('.'));
}

function describeObjects(from: KnownRevision, to: KnownRevision): string[] {
  const [now, then] = [from, to].map(({ manifest }) =>
    parseObjects(manifest).map(({ kind, name }) => `${kind}/${name}`),
  );
  return [
    ...describeList(
      'comes',
      (then ?? []).filter((object) => !now?.includes(object)),
    ),
    ...describeList(
      'goes',
      (now ?? []).filter((object) => !then?.includes(object)),
    ),
  ];
}

function listParts(from: KnownRevision, to: KnownRevision): string[] {
  return [...new Set([...Object.keys(from.files), ...Object.keys(to.files)])];
}

function isOtherSecret(from: KnownRevision, to: KnownRevision): boolean {
  return from.labels[`${labelPrefix}secret`] !== to.labels[`${labelPrefix}secret`];
}

function describeList(what: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length > 5 ? ` and ${items.length - 5} more` : '';
  return [`${what}: ${items.slice(0, 5).join(', ')}${more}`];
}
