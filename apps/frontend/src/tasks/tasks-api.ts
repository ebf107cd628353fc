import { type ApiClient, unwrap, unwrapAnswer } from '@/lib/api/client';
import { ApiError } from '@/lib/api/errors';
import type { BoardQuery, Summary, Task, TaskFields, TaskPage } from './task';
import { reshapeSummary, reshapeTask, shapeFields, shapeQuery } from './task-wire';

/** A task at the version that a change is meant for. */
export type Target = Pick<Task, 'id' | 'version'>;

/** What came of a change: the task as it is now, if it still is, and the name under which the change can be undone. */
export interface Written {
  task: Task | undefined;
  activityId: string | null;
}

/** What can be asked of the backend about tasks. Everything fails with an `ApiError`. */
export interface TasksApi {
  list: (query: BoardQuery, zone: string, cursor: string | null, limit?: number) => Promise<TaskPage>;
  summarize: (zone: string) => Promise<Summary>;
  /** The same key again, with the same fields, makes no second task. */
  add: (fields: TaskFields, idempotencyKey: string) => Promise<Written>;
  edit: (target: Target, fields: Partial<TaskFields>) => Promise<Written>;
  complete: (target: Target, isDone: boolean) => Promise<Written>;
  /** Succeeds too when the task is gone already. */
  remove: (target: Target) => Promise<Written>;
  /** Takes back one change; answers with the tasks as they are then. */
  undo: (activityId: string) => Promise<readonly Task[]>;
  /** Takes back all that the assistant did in one go. */
  undoBatch: (batch: string) => Promise<readonly Task[]>;
}

export const PAGE_SIZE = 50;

/** The one module that knows how the backend is asked about tasks. */
export function createTasksApi(client: ApiClient): TasksApi {
  // Nobody's words are lost unseen: a change to an older version is refused.
  const aim = ({ id, version }: Target) => ({ path: { task_id: id }, header: { 'if-match': `"${version}"` } });
  return {
    list: async (query, zone, cursor, limit = PAGE_SIZE) => {
      const parameters = { ...shapeQuery(query), zone, limit, ...(cursor === null ? {} : { cursor }) };
      const page = await unwrap(client.GET('/api/v1/tasks', { params: { query: parameters } }));
      return { tasks: page.data.map(reshapeTask), nextCursor: page.next_cursor };
    },
    summarize: async (zone) =>
      reshapeSummary(await unwrap(client.GET('/api/v1/tasks/summary', { params: { query: { zone } } }))),
    add: async (fields, idempotencyKey) => {
      const params = { header: { 'idempotency-key': idempotencyKey } };
      const body = { ...fields, tags: [...fields.tags] };
      return readWritten(await unwrapAnswer(client.POST('/api/v1/tasks', { params, body })));
    },
    edit: async (target, fields) => {
      const answer = client.PATCH('/api/v1/tasks/{task_id}', { params: aim(target), body: shapeFields(fields) });
      return readWritten(await unwrapAnswer(answer));
    },
    complete: async (target, isDone) => {
      const params = aim(target);
      const answer = isDone
        ? client.POST('/api/v1/tasks/{task_id}/complete', { params })
        : client.PATCH('/api/v1/tasks/{task_id}', { params, body: { status: 'open' } });
      return readWritten(await unwrapAnswer(answer));
    },
    remove: async (target) => {
      try {
        const { headers } = await unwrapAnswer(client.DELETE('/api/v1/tasks/{task_id}', { params: aim(target) }));
        return { task: undefined, activityId: readActivityId(headers) };
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return { task: undefined, activityId: null };
        throw error;
      }
    },
    undo: async (activityId) => {
      const params = { path: { activity_id: activityId } };
      return (await unwrap(client.POST('/api/v1/activity/{activity_id}/undo', { params }))).tasks.map(reshapeTask);
    },
    undoBatch: async (batch) =>
      (await unwrap(client.POST('/api/v1/activity/undo', { body: { batch } }))).tasks.map(reshapeTask),
  };
}

function readWritten({ data, headers }: { data: Parameters<typeof reshapeTask>[0]; headers: Headers }): Written {
  return { task: reshapeTask(data), activityId: readActivityId(headers) };
}

function readActivityId(headers: Headers): string | null {
  return headers.get('x-activity-id');
}
