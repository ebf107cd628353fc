import { type ApiClient, unwrap } from '@/lib/api/client';
import type { components } from '@/lib/api/schema.gen';
import type { Task, TaskFields, TaskPage, View } from './task';

/** What can be asked of the backend. Everything fails with an `ApiError`. */
export interface TasksApi {
  list: (view: View, cursor: string | null) => Promise<TaskPage>;
  add: (fields: TaskFields) => Promise<Task>;
  edit: (task: Task, fields: Partial<TaskFields>) => Promise<Task>;
  complete: (task: Task, isDone: boolean) => Promise<Task>;
  /** Succeeds too when the task is gone already. */
  remove: (task: Task) => Promise<undefined>;
}

const PAGE_SIZE = 50;
const STATUSES = { active: 'open', done: 'done' } as const;

/** The one module that knows the backend's words for a task. */
export function createTasksApi(client: ApiClient): TasksApi {
  return {
    list: async (view, cursor) => {
      const query = {
        limit: PAGE_SIZE,
        ...(view === 'all' ? {} : { status: STATUSES[view] }),
        ...(cursor === null ? {} : { cursor }),
      };
      const page = await unwrap(client.GET('/api/v1/tasks', { params: { query } }));
      return { tasks: page.data.map(reshapeTask), nextCursor: page.next_cursor };
    },
    add: async ({ dueAt, ...fields }) => {
      return reshapeTask(await unwrap(client.POST('/api/v1/tasks', { body: { ...fields, due_at: dueAt } })));
    },
    edit: async (task, fields) => {
      // Nobody's words are lost unseen: an edit of an older version is refused.
      const params = { path: { task_id: task.id }, header: { 'if-match': `"${task.version}"` } };
      return reshapeTask(await unwrap(client.PATCH('/api/v1/tasks/{task_id}', { params, body: shapeFields(fields) })));
    },
    complete: async (task, isDone) => {
      const params = { path: { task_id: task.id } };
      const answer = isDone
        ? client.POST('/api/v1/tasks/{task_id}/complete', { params })
        : client.PATCH('/api/v1/tasks/{task_id}', { params, body: { status: 'open' } });
      return reshapeTask(await unwrap(answer));
    },
    remove: async (task) => {
      const answer = client.DELETE('/api/v1/tasks/{task_id}', { params: { path: { task_id: task.id } } });
      const { status } = await answer.then(({ response }) => response);
      if (status !== 404) await unwrap(answer);
      return undefined;
    },
  };
}

export function reshapeTask(task: components['schemas']['TaskPublic']): Task {
  return {
    id: task.id,
    title: task.title,
    notes: task.notes,
    isDone: task.status === 'done',
    priority: task.priority,
    dueAt: task.due_at ?? null,
    version: task.version,
  };
}

function shapeFields({ dueAt, ...fields }: Partial<TaskFields>) {
  return { ...fields, ...(dueAt === undefined ? {} : { due_at: dueAt }) };
}
