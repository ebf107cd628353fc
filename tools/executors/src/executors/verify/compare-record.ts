import type { KnownRevision } from '../../release/revisions';
import type { Receipt } from '../helm-deploy/receipt/receipt';
import { parseObjects } from '../helm-deploy/render';
import { findDrift, type DriftedField } from '../helm-deploy/unchanged/drift';
import { listDifferences } from '../helm-deploy/unchanged/reasons';
import { valueAt } from '../helm-deploy/values';

/**
 * What Helm has recorded since that the receipt does not tell of, such as after an upgrade by hand. Where the record
 * that the receipt is about is still kept, it is told key by key. Pure.
 */
export function compareRecord(
  live: KnownRevision,
  { recorded, revision }: Pick<Receipt, 'recorded' | 'revision'>,
  revisions: readonly KnownRevision[],
): DriftedField[] {
  const object = `revision ${live.revision}`;
  const { digests } = live;
  const original = revisions.find((each) => each.revision === revision);
  const coarse = (['chart', 'values', 'manifest'] as const)
    .filter((part) => digests[part] !== recorded[part])
    .map((part) => ({ object, path: part, live: digests[part], wanted: recorded[part] }));
  if (!original || original.digests.manifest !== recorded.manifest) return coarse;
  return [
    ...coarse.filter(({ path }) => path === 'chart'),
    ...compareValues(object, live, original),
    ...compareManifests(live.manifest, original.manifest),
  ];
}

/** Values that are secret by the contract with charts are not shown. */
function compareValues(object: string, live: KnownRevision, original: KnownRevision): DriftedField[] {
  return listDifferences(original.config, live.config).map((keys) => {
    const path = `values ${keys.join('.')}`;
    if (keys[0] === 'secrets') return { object, path, live: '***', wanted: '***' };
    return { object, path, live: valueAt(live.config, ...keys), wanted: valueAt(original.config, ...keys) };
  });
}

function compareManifests(live: string, original: string): DriftedField[] {
  const rendered = parseObjects(live);
  return findDrift(
    parseObjects(original).map(({ kind, name, body }) => {
      const now = rendered.find((each) => each.kind === kind && each.name === name);
      return { kind, name, live: now?.body, applied: body };
    }),
  ).map((field) => ({ ...field, object: `recorded ${field.object}` }));
}
