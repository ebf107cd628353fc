import { UserError } from '../../../lib/errors';
import { formatFailure, ProcessError, type Run, runOrThrow } from '../../../lib/run';
import { buildRollbackArgs, buildUninstallArgs, formatHelm, type ReleaseTarget } from '../args';
import { findDeployed, type Revision } from '../release-state';
import type { ReleaseRecord } from '../unchanged/release-record';
import { formatAge } from '../unchanged/judge';

/** What to do about a record that a Helm left in the middle of its work. */
export type Healing =
  | { kind: 'none' }
  | { kind: 'rollback'; revision: number; from: Revision }
  | { kind: 'uninstall'; from: Revision }
  /** It may well be at work: no deploy of ours, and not old enough to be dead. */
  | { kind: 'refuse'; from: Revision; age: number };

/** What the decision rests on. */
export interface HealingFacts {
  history: readonly Revision[];
  record: ReleaseRecord | undefined;
  /** Whether the lock was taken from a dead deploy, which then is whose record it is. */
  tookOver: boolean;
  /** How long a Helm may take at most. */
  timeoutSeconds: number;
  now: number;
}

/**
 * Only called by who holds the lock, so no other deploy is at work; a Helm that a person started by hand may be, which
 * takes no lock. Pure.
 */
export function decideHealing({ history, record, tookOver, timeoutSeconds, now }: HealingFacts): Healing {
  const last = history.at(-1);
  if (!last || !/^(pending-|uninstalling)/.test(last.status)) return { kind: 'none' };
  const age = record ? Math.max(0, now - record.deployedAt) : Infinity;
  if (!tookOver && age < timeoutSeconds * 1000) return { kind: 'refuse', from: last, age };
  const revision = last.status === 'uninstalling' ? undefined : findDeployed(history);
  return revision === undefined ? { kind: 'uninstall', from: last } : { kind: 'rollback', revision, from: last };
}

/**
 * Puts the record right.
 *
 * @returns whether anything was done, so that all facts have to be read again
 * @throws UserError if a Helm may still be at work, or Helm cannot do it
 */
export async function heal(
  run: Run,
  target: ReleaseTarget,
  healing: Healing,
  command: string,
  tell: (line: string) => void,
): Promise<boolean> {
  if (healing.kind === 'none') return false;
  const { from } = healing;
  const what = `revision ${from.revision}, recorded as ${from.status} by a deploy that is dead`;
  if (healing.kind === 'refuse') throw explainPending(target, from, healing.age, command);
  if (healing.kind === 'rollback') {
    tell(`${what}: rolling back to revision ${healing.revision}`);
    await runHelm(run, buildRollbackArgs(target, healing.revision), target);
  } else {
    tell(`${what}: removing what it left`);
    await runHelm(run, buildUninstallArgs(target), target);
  }
  return true;
}

async function runHelm(run: Run, argv: readonly string[], target: ReleaseTarget): Promise<void> {
  try {
    await runOrThrow(run, argv, { timeoutSeconds: 120, endsWithUs: true });
  } catch (cause) {
    if (!(cause instanceof ProcessError)) throw cause;
    const { release } = target.settings;
    throw new UserError(
      `Repair the release "${release}": ${formatFailure(cause.result, 3)}`,
      `Look at: ${formatHelm(target, 'history', release)}`,
      { cause },
    );
  }
}

function explainPending(
  target: ReleaseTarget,
  { revision, status }: Revision,
  age: number,
  command: string,
): UserError {
  const { release, timeoutSeconds } = target.settings;
  return new UserError(
    `Deploy "${release}": nothing was changed. Revision ${revision} is recorded as ${status}, begun ${formatAge(age)}, by a Helm that was started by hand.`,
    `Wait for it, then: ${command}. Once it is older than ${timeoutSeconds} s it counts as dead and is repaired.`,
  );
}
