import type { components, operations } from '@/lib/api/schema.gen';
import { ApiError } from '@/lib/api/errors';
import type { BoardQuery, Summary, Task, TaskFields } from './task';

type Schemas = components['schemas'];
type ListQuery = NonNullable<operations['list_tasks']['parameters']['query']>;

/** A task of the backend in our words. */
export function reshapeTask(task: Schemas['TaskPublic']): Task {
  return {
    id: task.id,
    title: task.title,
    notes: task.notes,
    isDone: task.status === 'done',
    completedAt: task.completed_at,
    priority: task.priority,
    tags: task.tags,
    due: task.due,
    version: task.version,
    createdAt: task.created_at,
  };
}

export function reshapeSummary({ tags, ...counts }: Schemas['TasksSummary']): Summary {
  return { counts, tags };
}

/** What a person wrote, in the backend's words. */
export function shapeFields<Fields extends Partial<TaskFields>>({ tags, ...fields }: Fields) {
  return { ...fields, ...(tags === undefined ? {} : { tags: [...tags] }) };
}

/** What a list is made of, in the backend's words. */
export function shapeQuery({ view, search, status, priority, tag, due, sort, order }: BoardQuery): ListQuery {
  const query = { q: search.trim(), status, priority, tag, due, sort, order };
  const said = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  return { view, ...(Object.fromEntries(said) as Partial<ListQuery>) };
}

/** The task as it is now, where the backend refused a change because it was made to an older version. */
export function readCurrentTask(error: unknown): Task | undefined {
  if (!(error instanceof ApiError) || typeof error.problem !== 'object' || error.problem === null) return undefined;
  const current = 'current' in error.problem ? error.problem.current : undefined;
  return typeof current === 'object' && current !== null && 'version' in current
    ? reshapeTask(current as Schemas['TaskPublic'])
    : undefined;
}
