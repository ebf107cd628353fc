import { ApiError, describeError } from '@/lib/api/errors';
import { type Board, type BoardAction, type Change, createBoard, type Entry, reduceBoard } from './board';
import type { Task, TaskPage, View } from './task';
import type { TasksApi } from './tasks-api';

/** All that the list knows. A new object whenever something changed. */
export interface BoardState {
  board: Board;
  view: View;
  nextCursor: string | null;
  /** Whether tasks are being fetched, or why they could not be. */
  loading: 'no' | 'page' | 'more' | { failure: string };
}

export interface BoardStore {
  read: () => BoardState;
  subscribe: (listener: () => void) => () => void;
  /** Shows a change at once and sends it; changes to one task go out one after the other. */
  submit: (change: Change) => void;
  retry: (entry: Entry) => void;
  discard: (entry: Entry) => void;
  show: (view: View) => void;
  refresh: () => void;
  loadMore: () => void;
}

const CHANGED_ELSEWHERE = new Set([404, 409, 412]);

/** Keeps the board and talks to the API. Holds no timer and touches no document. */
export function createBoardStore(api: TasksApi, view: View, first: TaskPage | { failure: string }): BoardStore {
  let state: BoardState =
    'failure' in first
      ? { board: createBoard([]), view, nextCursor: null, loading: first }
      : { board: createBoard(first.tasks), view, nextCursor: first.nextCursor, loading: 'no' };
  let lastEntry = 0;
  let lastLoad = 0;
  const listeners = new Set<() => void>();
  const lines = new Map<string, Promise<void>>();

  function set(changes: Partial<BoardState>) {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  function dispatch(action: BoardAction) {
    set({ board: reduceBoard(state.board, action) });
  }

  function send(entry: Entry) {
    const { key } = entry.change;
    const before = lines.get(key) ?? Promise.resolve();
    lines.set(
      key,
      before.then(() => attempt(entry)),
    );
  }

  async function attempt({ id, change }: Entry): Promise<void> {
    try {
      const saved = state.board.saved.find(({ key }) => key === change.key)?.task;
      dispatch({ type: 'confirmed', id, task: await sendChange(api, change, saved) });
    } catch (error) {
      dispatch({ type: 'failed', id, failure: describeError(error) });
      if (error instanceof ApiError && CHANGED_ELSEWHERE.has(error.status)) await load(state.view, 'quiet');
    }
  }

  /** Fetches from the start, or on from the cursor. Of several at once the last one counts. */
  async function load(next: View, mode: 'page' | 'more' | 'quiet'): Promise<void> {
    const turn = ++lastLoad;
    set({ view: next, loading: mode === 'quiet' ? state.loading : mode });
    try {
      const page = await api.list(next, mode === 'more' ? state.nextCursor : null);
      if (turn !== lastLoad) return;
      dispatch({ type: 'loaded', tasks: page.tasks, replaces: mode !== 'more' });
      set({ nextCursor: page.nextCursor, loading: 'no' });
    } catch (error) {
      if (turn === lastLoad) set({ loading: mode === 'quiet' ? state.loading : { failure: describeError(error) } });
    }
  }

  return {
    read: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    submit: (change) => {
      const entry = { id: ++lastEntry, change };
      dispatch({ type: 'intended', entry });
      send(entry);
    },
    retry: (entry) => {
      dispatch({ type: 'retried', id: entry.id });
      send(entry);
    },
    discard: (entry) => {
      dispatch({ type: 'discarded', id: entry.id });
    },
    show: (next) => void load(next, 'page'),
    refresh: () => void load(state.view, typeof state.loading === 'object' ? 'page' : 'quiet'),
    loadMore: () => void load(state.view, 'more'),
  };
}

async function sendChange(api: TasksApi, change: Change, saved: Task | undefined): Promise<Task | undefined> {
  if (change.kind === 'add') {
    const task = await api.add(change.fields);
    return change.isDone ? api.complete(task, true) : task;
  }
  if (!saved) throw new ApiError(404, 'It was deleted elsewhere.');
  switch (change.kind) {
    case 'edit':
      return api.edit(saved, change.fields);
    case 'complete':
      return api.complete(saved, change.isDone);
    case 'delete':
      return api.remove(saved);
  }
}
