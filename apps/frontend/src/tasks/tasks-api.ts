import { type ApiClient, unwrap } from '@/lib/api/client';
import type { components } from '@/lib/api/schema.gen';
import type { Priority, Task, TaskFields, TaskPage, View } from './task';

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

/** The one module that knows the backend's words for a task. */
export function createTasksApi(client: ApiClient): TasksApi {
  return {
    list: async (view, cursor) => {
      const query = {
        limit: PAGE_SIZE,
        ...(view === 'all' ? {} : { status: view }),
        ...(cursor === null ? {} : { cursor }),
      };
      const page = await unwrap(client.GET('/api/v1/tasks', { params: { query } }));
      return { tasks: page.data.map(reshapeTask), nextCursor: page.next_cursor };
    },
    add: async (fields) =>
      reshapeTask(
        await unwrap(client.POST('/api/v1/tasks', { body: { title: fields.title, ...shapeFields(fields) } })),
      ),
    edit: async (task, fields) => {
      const params = { path: { task_id: task.id } };
      return reshapeTask(await unwrap(client.PATCH('/api/v1/tasks/{task_id}', { params, body: shapeFields(fields) })));
    },
    complete: async (task, isDone) => {
      const params = { path: { task_id: task.id } };
      const answer = isDone
        ? client.POST('/api/v1/tasks/{task_id}/complete', { params })
        : client.PATCH('/api/v1/tasks/{task_id}', { params, body: { status: 'active' } });
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
    priority: task.priority as Priority,
    dueAt: task.due_at,
    version: task.version,
  };
}

function shapeFields({ dueAt, ...fields }: Partial<TaskFields>) {
  return { ...fields, ...(dueAt === undefined ? {} : { due_at: dueAt }) };
}
