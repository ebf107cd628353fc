import { createClientId } from '@/lib/api/client-id';
import { type BoardAction, createBoard, reduceBoard } from './board';
import { createCounts } from './board-counts';
import { createLoads } from './board-loads';
import type { BoardState, FirstState, Offer } from './board-state';
import { createWrites } from './board-writes';
import type { Change, Entry } from './change';
import { createPatience } from './patience';
import { applyFields, selectFields } from './task-fields';
import type { BoardQuery, TaskFields } from './task';
import type { TasksApi } from './tasks-api';

export type BoardStore = ReturnType<typeof createBoardStore>;

/** Keeps the board and talks to the API. Touches no document; `wait` is its only clock. */
export function createBoardStore(api: TasksApi, first: FirstState, wait: (seconds: number) => Promise<void>) {
  let state = createState(first);
  let written = 0;
  const listeners = new Set<() => void>();

  const read = () => state;
  const set = (changes: Partial<BoardState>) => {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  };
  const dispatch = (action: BoardAction) => {
    set({ board: reduceBoard(state.board, action) });
  };
  const onAwaited = (awaited: BoardState['awaited']) => {
    set({ awaited });
  };
  const patiently = createPatience(wait, onAwaited, state.awaited);
  const loads = createLoads({ api, read, set, dispatch, patiently, countWritten: () => written });
  const count = createCounts({
    summarize: () => api.summarize(state.zone),
    onSummary: (summary) => {
      set({ summary });
    },
    patiently,
    wait,
  });
  const refresh = () => {
    void count();
    void loads.refresh();
  };
  const writes = createWrites({
    api,
    read,
    dispatch,
    patiently,
    onWritten: (isMoved) => {
      written++;
      void count();
      if (isMoved) void loads.refresh();
    },
    onFailed: (id, isStale) => {
      set({ offer: withdrawStep(state.offer, id) });
      if (isStale) refresh();
    },
  });

  return {
    read,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    /** Fetches what the server could not, for it was waiting for its database. */
    start: () => {
      if (state.loading === 'page') void loads.open(state.query);
      if (!state.summary) void count();
    },
    /** Shows a new task at once and sends it. Its row's key makes sure that it is made once, however often it is sent. */
    add: (fields: TaskFields) => {
      writes.submit({ kind: 'add', key: createClientId(), fields: selectFields(fields), at: 0 });
    },
    /** Shows changes at once and sends them. With an offer, what they did can be undone for a while. */
    submit: (changes: readonly Change[], offer?: string) => {
      const ids = changes.map((change) => writes.submit(change));
      if (offer !== undefined)
        set({ offer: { message: offer, steps: changes.flatMap((c, i) => createStep(c, ids[i])) } });
    },
    /** Takes back what is on offer, the last change first. */
    undo: () => {
      const steps = state.offer?.steps ?? [];
      set({ offer: undefined });
      for (const step of [...steps].reverse()) writes.submit({ kind: 'undo', ...step });
    },
    forgetOffer: () => {
      set({ offer: undefined });
    },
    /** Sends a failed change again: over what somebody else wrote, or as a new task where theirs is gone. */
    retry: (entry: Entry) => {
      const { change, failure } = entry;
      if (failure?.retry !== 'anew' || change.kind !== 'edit') {
        writes.retry(entry);
        return;
      }
      dispatch({ type: 'discarded', id: entry.id });
      const fields = selectFields(applyFields(change.base, change.fields));
      writes.submit({ kind: 'add', key: createClientId(), fields, at: 0 });
    },
    discard: (entry: Entry) => {
      dispatch({ type: 'discarded', id: entry.id });
    },
    /** Shows another list. */
    open: (query: BoardQuery) => {
      void loads.open(query);
    },
    loadMore: () => {
      void loads.more();
    },
    retryLoad: () => {
      void loads.retry();
    },
    refresh,
    /** The zone of the reader's clock, once it is known: today may be another day there. */
    setZone: (zone: string) => {
      if (zone === state.zone) return;
      set({ zone });
      refresh();
    },
    hold: loads.hold,
    /** Tells a screen reader what happened. The same words twice are told apart by a space that nobody hears. */
    say: (text: string) => {
      set({ news: text === state.news ? `${text}\u00a0` : text });
    },
  };
}

function createState({ query, zone, summary, page }: FirstState): BoardState {
  const rest = { query, zone, summary, offer: undefined, news: '' };
  if ('tasks' in page) {
    const { tasks, nextCursor } = page;
    return { ...rest, board: createBoard(tasks), nextCursor, loading: 'no', awaited: null };
  }
  const { failure, awaited } = page;
  return { ...rest, board: createBoard([]), nextCursor: null, loading: awaited ? 'page' : { failure }, awaited };
}

function createStep(change: Change, of: number | undefined) {
  if (change.kind === 'add' || change.kind === 'undo' || of === undefined) return [];
  return [{ of, key: change.key, base: change.base, at: change.kind === 'delete' ? change.at : 0 }];
}

/** What did not happen needs no way back. */
function withdrawStep(offer: Offer | undefined, id: number): Offer | undefined {
  const steps = offer?.steps.filter(({ of }) => of !== id) ?? [];
  return offer && steps.length > 0 ? { ...offer, steps } : undefined;
}
