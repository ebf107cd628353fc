import type { Task, TaskFields } from './task';

/** One intended change to one task. `key` names the row on this screen and outlives the birth of an id. */
export type Change =
  | { kind: 'add'; key: string; fields: TaskFields; isDone: boolean; at: number }
  | { kind: 'edit'; key: string; fields: Partial<TaskFields> }
  | { kind: 'complete'; key: string; isDone: boolean }
  | { kind: 'delete'; key: string };

/** A change that the backend has not confirmed. */
export interface Entry {
  id: number;
  change: Change;
  /** Why it failed; absent while it is on its way. */
  failure?: string;
}

/** What the backend is known to have, in its order, and what we want of it. The screen is the one replayed over the other. */
export interface Board {
  saved: readonly SavedRow[];
  log: readonly Entry[];
}

export interface SavedRow {
  key: string;
  task: Task;
}

/** A row as it is shown. */
export interface Row extends SavedRow {
  state: 'saved' | 'saving' | 'unsaved';
  /** The latest change of this row that failed, to retry or to discard. */
  failed?: Entry;
}

export type BoardAction =
  | { type: 'loaded'; tasks: readonly Task[]; replaces: boolean }
  | { type: 'intended'; entry: Entry }
  | { type: 'confirmed'; id: number; task: Task | undefined }
  | { type: 'failed'; id: number; failure: string }
  | { type: 'retried'; id: number }
  | { type: 'discarded'; id: number };

export function createBoard(tasks: readonly Task[]): Board {
  return { saved: tasks.map((task) => ({ key: task.id, task })), log: [] };
}

/** The next board. Pure. */
export function reduceBoard(board: Board, action: BoardAction): Board {
  switch (action.type) {
    case 'loaded':
      return { ...board, saved: mergeTasks(board.saved, action.tasks, action.replaces) };
    case 'intended':
      return { ...board, log: [...board.log, action.entry] };
    case 'confirmed': {
      const entry = board.log.find(({ id }) => id === action.id);
      return entry
        ? { saved: confirm(board.saved, entry.change, action.task), log: without(board.log, action.id) }
        : board;
    }
    case 'failed':
      return {
        ...board,
        log: board.log.map((entry) => (entry.id === action.id ? { ...entry, failure: action.failure } : entry)),
      };
    case 'retried':
      return {
        ...board,
        log: board.log.map((entry) => (entry.id === action.id ? { id: entry.id, change: entry.change } : entry)),
      };
    case 'discarded':
      return { ...board, log: without(board.log, action.id) };
  }
}

/**
 * The rows to show: each pending change counts as done, a failed one is rolled back and stays on its row as something to
 * retry. Only a failed new task stays visible as written, for there is nothing to roll back to.
 */
export function resolveRows({ saved, log }: Board): readonly Row[] {
  let rows: readonly Row[] = saved.map((row) => ({ ...row, state: 'saved' }));
  for (const entry of log) {
    const { change, failure } = entry;
    if (failure === undefined) rows = apply(rows, change);
    else if (change.kind === 'add')
      rows = insert(rows, { ...draftRow(change), state: 'unsaved', failed: entry }, change.at);
    else rows = rows.map((row) => (row.key === change.key ? { ...row, failed: entry } : row));
  }
  return rows;
}

function apply(rows: readonly Row[], change: Change): readonly Row[] {
  const update = (fields: Partial<Task>) =>
    rows.map(
      (row): Row => (row.key === change.key ? { ...row, task: { ...row.task, ...fields }, state: 'saving' } : row),
    );
  switch (change.kind) {
    case 'add':
      return insert(rows, { ...draftRow(change), state: 'saving' }, change.at);
    case 'edit':
      return update(change.fields);
    case 'complete':
      return update({ isDone: change.isDone });
    case 'delete':
      return rows.filter(({ key }) => key !== change.key);
  }
}

function confirm(saved: readonly SavedRow[], change: Change, task: Task | undefined): readonly SavedRow[] {
  if (!task || change.kind === 'delete') return saved.filter(({ key }) => key !== change.key);
  if (change.kind !== 'add') return saved.map((row) => (row.key === change.key ? { ...row, task } : row));
  const others = saved.filter((row) => row.task.id !== task.id);
  return insert(others, { key: change.key, task }, change.at);
}

/** Takes over what the backend says, with the keys that rows on the screen have already. */
function mergeTasks(saved: readonly SavedRow[], tasks: readonly Task[], replaces: boolean): readonly SavedRow[] {
  const known = new Map(saved.map((row) => [row.task.id, row]));
  const loaded = tasks.map((task) => ({ key: known.get(task.id)?.key ?? task.id, task }));
  if (replaces) return loaded;
  const fresh = new Map(loaded.map((row) => [row.task.id, row]));
  return [...saved.map((row) => fresh.get(row.task.id) ?? row), ...loaded.filter(({ task }) => !known.has(task.id))];
}

function draftRow(change: Extract<Change, { kind: 'add' }>): SavedRow {
  return { key: change.key, task: { id: '', ...change.fields, isDone: change.isDone, version: 0 } };
}

function insert<T>(items: readonly T[], item: T, at: number): readonly T[] {
  return [...items.slice(0, at), item, ...items.slice(at)];
}

function without(log: readonly Entry[], id: number): readonly Entry[] {
  return log.filter((entry) => entry.id !== id);
}
