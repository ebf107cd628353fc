import type { components } from '@/lib/api/schema.gen';

export type Actor = components['schemas']['ActorKind'];
export type Action = components['schemas']['Action'];

/** One change to one task, as the log keeps it. */
export interface Activity {
  id: string;
  actor: Actor;
  action: Action;
  taskId: string;
  title: string;
  /** By field in the backend's words, what it was and what it became. */
  changes: Readonly<Record<string, readonly unknown[]>>;
  /** Instant, ISO 8601. */
  createdAt: string;
  /** Shared by what the assistant did in one go. */
  batch: string | null;
  isUndone: boolean;
  isUndoable: boolean;
}

/** Changes that were made, and are undone, together. */
export interface ActivityGroup {
  key: string;
  actor: Actor;
  createdAt: string;
  /** How the backend is asked to undo the whole. */
  undo: { batch: string } | { id: string };
  isUndone: boolean;
  isUndoable: boolean;
  activities: readonly Activity[];
}

export interface ActivityPage {
  activities: readonly Activity[];
  nextCursor: string | null;
}

export function reshapeActivity(activity: components['schemas']['ActivityPublic']): Activity {
  return {
    id: activity.id,
    actor: activity.actor,
    action: activity.action,
    taskId: activity.task_id,
    title: activity.title,
    changes: activity.changes,
    createdAt: activity.created_at,
    batch: activity.batch,
    isUndone: activity.undone,
    isUndoable: activity.undoable,
  };
}

/** Puts changes of one batch that stand one after the other into one group. A batch can be undone only as a whole. */
export function groupActivities(activities: readonly Activity[]): readonly ActivityGroup[] {
  const groups: Activity[][] = [];
  for (const activity of activities) {
    const last = groups.at(-1);
    if (last && activity.batch !== null && last[0]?.batch === activity.batch) last.push(activity);
    else groups.push([activity]);
  }
  return groups.flatMap((members) => {
    const [first] = members;
    return first ? [createGroup(first, members)] : [];
  });
}

function createGroup(first: Activity, activities: readonly Activity[]): ActivityGroup {
  return {
    key: first.id,
    actor: first.actor,
    createdAt: first.createdAt,
    undo: first.batch === null ? { id: first.id } : { batch: first.batch },
    isUndone: activities.every(({ isUndone }) => isUndone),
    isUndoable: activities.every(({ isUndoable, isUndone }) => isUndoable && !isUndone),
    activities,
  };
}
