/** 0 none, 1 low, 2 medium, 3 high. */
export type Priority = 0 | 1 | 2 | 3;

/** When a task is due, as a person says it: a whole day, or a time of that day in a zone. */
export interface DueFields {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:MM`; null for the whole day. */
  time: string | null;
  /** IANA name, `Europe/Berlin`; always given with a time. */
  zone: string | null;
}

export interface Due extends DueFields {
  /** The instant that the backend made of it, ISO 8601; null for a whole day, and until the backend has answered. */
  at: string | null;
}

/** A task as the components show it. */
export interface Task {
  id: string;
  title: string;
  notes: string;
  isDone: boolean;
  /** Instant, ISO 8601. */
  completedAt: string | null;
  priority: Priority;
  /** Lower case, each once, in the order given. */
  tags: readonly string[];
  due: Due | null;
  /** Counts the changes; the backend refuses one that was made to an older version. */
  version: number;
  /** Instant, ISO 8601. */
  createdAt: string;
}

/** What a person can write into a task. */
export type TaskFields = Pick<Task, 'title' | 'notes' | 'priority' | 'tags'> & { due: DueFields | null };

/** Which tasks the list shows; all but `all` and `done` are about open ones. */
export const VIEWS = ['today', 'upcoming', 'overdue', 'all', 'done'] as const;
export type View = (typeof VIEWS)[number];

export const STATUSES = ['open', 'done'] as const;
export type Status = (typeof STATUSES)[number];

export const SORTS = ['created', 'due', 'priority', 'title'] as const;
export type Sort = (typeof SORTS)[number];

export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** What narrows a view further; null and the empty search leave it as it is. */
export interface Filters {
  search: string;
  status: Status | null;
  priority: Priority | null;
  tag: string | null;
  /** Only tasks with a due date, or only those without one. */
  due: 'any' | 'none' | null;
}

/** All that decides which tasks the list shows, and in which order. A null sort or order is the view's own. */
export interface BoardQuery extends Filters {
  view: View;
  sort: Sort | null;
  order: Order | null;
}

/** Some tasks in the order of the backend, and where to go on, if anywhere. */
export interface TaskPage {
  tasks: readonly Task[];
  nextCursor: string | null;
}

/** How many tasks each view holds (`all` counts open ones), and the tags of open tasks, most used first. */
export interface Summary {
  counts: Readonly<Record<View, number>>;
  tags: readonly { name: string; count: number }[];
}

export const TITLE_LIMIT = 200;
export const NOTES_LIMIT = 5000;
export const TAGS_LIMIT = 10;
