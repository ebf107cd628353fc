import type { Change, Known } from './change';
import { compareFields } from './task-fields';
import type { Task } from './task';

/**
 * The version to hold a change against: where every version since the person looked is their own, the latest; else the
 * one they saw, so that the backend refuses what would bury somebody else's words.
 */
export function resolveVersion(known: Known | undefined, base: Task): number {
  return known && base.version >= known.ownSince ? known.task.version : base.version;
}

/** Whether a change can be made to the task as somebody else left it: it was so already, or concerns other fields. */
export function resolveConflict(change: Change, theirs: Task): 'settled' | 'apart' | 'conflict' {
  switch (change.kind) {
    case 'complete':
      return theirs.isDone === change.isDone ? 'settled' : 'apart';
    case 'edit': {
      const wanted = { ...theirs, ...change.fields };
      if (compareFields(theirs, wanted).length === 0) return 'settled';
      return compareFields(change.base, theirs).some((name) => name in change.fields) ? 'conflict' : 'apart';
    }
    case 'delete':
      return compareFields(change.base, theirs).length === 0 ? 'apart' : 'conflict';
    case 'add':
    case 'undo':
      return 'conflict';
  }
}
