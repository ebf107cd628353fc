import { isProven, type KnownRevision } from '../../release/revisions';
import { listMigrations, nameMigration } from '../helm-deploy/receipt/migrations';
import { schemaLabel } from '../helm-deploy/receipt/receipt';

/**
 * The migrations that a later revision may have applied, that the code of this one does not know, and that do not say
 * that it can live with them. A revision that failed counts too: its migrations may have come through. Pure.
 *
 * @returns the file of each; of a revision that failed, what it is called
 */
export function findUnreadable(target: KnownRevision, revisions: readonly KnownRevision[]): string[] {
  const later = revisions.filter(({ revision }) => revision > target.revision);
  const proven = later.filter(isProven);
  const readable = new Set(proven.flatMap(({ receipt }) => receipt?.readable ?? []));
  const known = listMigrations(target.files);
  const applied = [...new Set(proven.flatMap(({ files }) => listMigrations(files)))];
  const names = new Set(['none', ...[...known, ...applied].map(nameMigration)]);
  const tried = later
    .filter(({ labels }) => !names.has(labels[schemaLabel] ?? 'none'))
    .map(({ labels, revision, status }) => `${labels[schemaLabel]} of revision ${revision}, which is ${status}`);
  return [...applied.filter((path) => !known.includes(path) && !readable.has(path)), ...new Set(tried)].sort();
}
