import { findKey, insert, mergeTasks } from './board-merge';
import type { Board, Change, Entry, Failure, LoadMode } from './change';
import type { Task, TaskPage } from './task';

export type BoardAction =
  | { type: 'loaded'; tasks: readonly Task[]; mode: LoadMode }
  | { type: 'intended'; id: number; change: Change }
  | { type: 'confirmed'; id: number; task: Task | undefined }
  | { type: 'failed'; id: number; failure: Failure }
  | { type: 'retried'; id: number; change: Change }
  | { type: 'discarded'; id: number };

export function createBoard(tasks: TaskPage['tasks']): Board {
  return mergeTasks({ known: new Map(), order: [], log: [], list: 0 }, tasks, 'append');
}

/** The next board. Pure. */
export function reduceBoard(board: Board, action: BoardAction): Board {
  switch (action.type) {
    case 'loaded':
      return mergeTasks(board, action.tasks, action.mode);
    case 'intended':
      return { ...board, log: [...board.log, { id: action.id, change: action.change, list: board.list }] };
    case 'confirmed': {
      const entry = board.log.find(({ id }) => id === action.id);
      return entry ? confirm({ ...board, log: without(board.log, action.id) }, entry, action.task) : board;
    }
    case 'failed':
      return { ...board, log: replace(board.log, action.id, (entry) => ({ ...entry, failure: action.failure })) };
    case 'retried':
      return {
        ...board,
        log: replace(board.log, action.id, ({ id, list }) => ({ id, list, change: action.change })),
      };
    case 'discarded':
      return { ...board, log: without(board.log, action.id) };
  }
}

function confirm(board: Board, { change, list }: Entry, task: Task | undefined): Board {
  const { key } = change;
  const known = new Map(board.known);
  if (!task || change.kind === 'delete') {
    known.delete(key);
    return { ...board, known, order: board.order.filter((other) => other !== key) };
  }
  // a refresh may have brought a new task before its own answer did
  const twin = findKey(board.known, task.id);
  if (twin !== undefined && twin !== key) known.delete(twin);
  const before = known.get(key);
  const isOlder = before !== undefined && before.task.version > task.version;
  if (!isOlder) known.set(key, { task, ownSince: before?.ownSince ?? task.version });
  const order = board.order.map((other) => (other === twin ? key : other));
  if (order.includes(key) || list !== board.list || !('at' in change)) return { ...board, known, order };
  return { ...board, known, order: insert(order, key, change.at) };
}

function replace(log: readonly Entry[], id: number, update: (entry: Entry) => Entry): readonly Entry[] {
  return log.map((entry) => (entry.id === id ? update(entry) : entry));
}

function without(log: readonly Entry[], id: number): readonly Entry[] {
  return log.filter((entry) => entry.id !== id);
}
