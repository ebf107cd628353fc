/** 0 none, 1 low, 2 medium, 3 high. */
export type Priority = 0 | 1 | 2 | 3;

/** A task as the components show it. */
export interface Task {
  id: string;
  title: string;
  notes: string;
  isDone: boolean;
  priority: Priority;
  /** An instant, ISO 8601, or null. */
  dueAt: string | null;
  /** Counts the changes; the backend refuses one that was made to an older version. */
  version: number;
}

/** What a person can write into a task. */
export type TaskFields = Pick<Task, 'title' | 'notes' | 'priority' | 'dueAt'>;

/** Which tasks the list shows. */
export const VIEWS = ['all', 'active', 'done'] as const;
export type View = (typeof VIEWS)[number];

/** Some tasks in the order of the backend, and where to go on, if anywhere. */
export interface TaskPage {
  tasks: readonly Task[];
  nextCursor: string | null;
}

export const TITLE_LIMIT = 200;
export const NOTES_LIMIT = 5000;

/** The view that a query parameter names; all tasks for anything else. */
export function parseView(value: string | undefined): View {
  return VIEWS.find((view) => view === value) ?? 'all';
}

export function isInView(task: Task, view: View): boolean {
  return view === 'all' || task.isDone === (view === 'done');
}
