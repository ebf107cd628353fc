import { UserError } from '../../lib/errors';
import { readRevisions, type KnownRevision } from '../../release/revisions';
import type { ClusterApi } from '../helm-deploy/cluster-api';
import { listCandidates, type Candidate } from './candidates';
import { describeDifference } from './difference';
import { findUnreadable } from './schema-guard';
import type { RollbackSettings } from './settings';

/** Where to go, and what that changes. */
export interface RollbackPlan {
  current: KnownRevision;
  target: KnownRevision;
  /** One line for each newer revision that it cannot be. */
  passedOver: readonly string[];
  difference: readonly string[];
  /** Migrations that the target's code does not know and that do not say it can live with them. */
  unreadable: readonly string[];
}

/** Says which of some images are gone. */
export type FindMissing = (references: readonly string[]) => Promise<string[]>;

/**
 * Decides where to go.
 *
 * @throws UserError if there is no revision to go to, or the database has a schema that its code cannot read
 */
export async function planRollback(
  api: Pick<ClusterApi, 'listSecrets' | 'listConfigMaps'>,
  settings: RollbackSettings,
  findMissing: FindMissing,
): Promise<RollbackPlan> {
  const revisions = await readRevisions(api, settings);
  const current = revisions.at(-1);
  if (!current) throw explainNothing(settings);
  const { target, passedOver } = await choose(listCandidates(revisions, settings.revision), findMissing);
  if (!target) throw explainNoTarget(settings, current, passedOver);
  const unreadable = findUnreadable(target, revisions);
  if (unreadable.length > 0 && !settings.force) throw explainSchema(settings, target, unreadable);
  return { current, target, passedOver, difference: describeDifference(current, target), unreadable };
}

async function choose(
  candidates: readonly Candidate[],
  findMissing: FindMissing,
): Promise<{ target: KnownRevision | undefined; passedOver: string[] }> {
  const passedOver: string[] = [];
  for (const { revision, obstacle } of candidates) {
    const images = Object.values(revision.receipt?.images ?? {}).map(({ reference }) => reference);
    const missing = obstacle ? [] : await findMissing(images);
    if (!obstacle && missing.length === 0) return { target: revision, passedOver };
    passedOver.push(`revision ${revision.revision}: ${obstacle ?? `${missing.join(', ')} is gone`}`);
  }
  return { target: undefined, passedOver };
}

function explainNothing({ release, namespace }: RollbackSettings): UserError {
  return new UserError(
    `Roll back "${release}": nothing is deployed in the namespace "${namespace}".`,
    'Run: nx deploy k8s-chart',
  );
}

function explainNoTarget(
  { release, revision }: RollbackSettings,
  current: KnownRevision,
  passedOver: readonly string[],
): UserError {
  const what =
    revision === undefined
      ? `no revision before ${current.revision} was seen healthy and still has its images`
      : `revision ${revision} cannot be gone back to`;
  const why = passedOver.length > 0 ? passedOver : ['Helm keeps none'];
  return new UserError(
    `Roll back "${release}": ${what}. ${why.join('; ')}.`,
    'Deploy a commit that worked: git switch --detach <commit>, then nx deploy k8s-chart',
  );
}

function explainSchema(
  { release, command }: RollbackSettings,
  { revision }: KnownRevision,
  unreadable: readonly string[],
): UserError {
  return new UserError(
    `Roll back "${release}" to revision ${revision}: its code does not know the schema that the database has: ${unreadable.join('; ')}.`,
    `If it can live with that all the same: ${command} --force. A migration says so of itself: readable_by_older_code = True`,
  );
}
