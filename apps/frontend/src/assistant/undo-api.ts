import { type ApiClient, unwrap } from '@/lib/api/client';
import type { Task } from '@/tasks/task';
import type { TasksApi } from '@/tasks/tasks-api';
import type { UndoTarget } from './card';

/** A change that can be taken back, alone or with those that were made together with it. */
export interface LastChange {
  target: UndoTarget;
  /** The title of its task. */
  title: string;
}

/** Taking back what was done, by whomever. Everything fails with an `ApiError`. */
export interface UndoApi {
  /** Null when there is nothing to take back. */
  findLastChange: () => Promise<LastChange | null>;
  /** Answers with the tasks as they are then. */
  undo: (target: UndoTarget) => Promise<readonly Task[]>;
}

/** Further back than this nobody expects a bare “undo” to reach. */
const LOOKED_THROUGH = 20;

export function createUndoApi(client: ApiClient, tasks: Pick<TasksApi, 'undo' | 'undoBatch'>): UndoApi {
  return {
    findLastChange: async () => {
      const params = { query: { limit: LOOKED_THROUGH } };
      const { data } = await unwrap(client.GET('/api/v1/activity', { params }));
      // An undo can be undone too, but who says “undo” twice wants to go back two steps.
      const last = data.find(({ action, undoable }) => undoable && action !== 'undo');
      if (!last) return null;
      return { title: last.title, target: last.batch ? { batch: last.batch } : { activityId: last.id } };
    },
    undo: (target) => ('batch' in target ? tasks.undoBatch(target.batch) : tasks.undo(target.activityId)),
  };
}
