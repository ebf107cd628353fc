import { describeError } from '@/lib/api/errors';
import type { BoardAction } from './board';
import type { BoardState } from './board-state';
import type { Patiently } from './patience';
import type { BoardQuery, Task, TaskPage } from './task';
import { PAGE_SIZE, type TasksApi } from './tasks-api';

export interface LoadsContext {
  api: TasksApi;
  read: () => BoardState;
  set: (changes: Partial<BoardState>) => void;
  dispatch: (action: BoardAction) => void;
  patiently: Patiently;
  /** Counts the confirmed changes: an answer that was asked for before one of them may not know it. */
  countWritten: () => number;
}

export type Loads = ReturnType<typeof createLoads>;

/** How much of a long list is said anew when something changed elsewhere; what lies further down stays as it is. */
const REFRESH_LIMIT = 400;
const REFRESH_PAGE = 200;

/** Fetches lists: one at a time, and of several the last one asked for counts. */
export function createLoads({ api, read, set, dispatch, patiently, countWritten }: LoadsContext) {
  let turn = 0;
  let isRefreshing = false;
  let isRefreshDue = false;
  let isHeld = false;

  async function open(query: BoardQuery): Promise<void> {
    isRefreshDue = false;
    await load({ query, loading: 'page' }, 'open');
  }

  async function more(): Promise<void> {
    if (read().nextCursor !== null && read().loading === 'no') await load({ loading: 'more' }, 'append');
  }

  /** Goes on where loading failed. */
  async function retry(): Promise<void> {
    const { query, board, nextCursor } = read();
    set({ loading: 'no' });
    await (board.order.length > 0 && nextCursor !== null ? more() : open(query));
  }

  async function load(changes: Partial<BoardState>, mode: 'open' | 'append'): Promise<void> {
    const mine = ++turn;
    set(changes);
    const { query, zone, nextCursor } = read();
    try {
      const page = await patiently(() => api.list(query, zone, mode === 'append' ? nextCursor : null));
      if (mine !== turn) return;
      dispatch({ type: 'loaded', tasks: page.tasks, mode });
      set({ nextCursor: page.nextCursor, loading: 'no' });
    } catch (error) {
      if (mine === turn) set({ loading: { failure: describeError(error) } });
    }
    if (mine === turn) await refreshIfDue();
  }

  /** Says anew, without a sign on the screen, what is in the list; a failure changes nothing. */
  async function refresh(): Promise<void> {
    isRefreshDue = true;
    await refreshIfDue();
  }

  async function refreshIfDue(): Promise<void> {
    while (isRefreshDue && !isRefreshing && (read().loading === 'no' || typeof read().loading === 'object')) {
      isRefreshDue = false;
      isRefreshing = true;
      await refreshOnce().finally(() => {
        isRefreshing = false;
      });
      if (isHeld) return;
    }
  }

  async function refreshOnce(): Promise<void> {
    const mine = ++turn;
    const written = countWritten();
    const { query } = read();
    try {
      const { tasks, nextCursor, isWhole } = await fetchAnew();
      if (mine !== turn || written !== countWritten()) {
        isRefreshDue ||= query === read().query;
        return;
      }
      // the rows around an open editor stay where they are; the list is put in order once it is closed
      isRefreshDue ||= isHeld;
      dispatch({ type: 'loaded', tasks, mode: isHeld ? 'update' : isWhole ? 'refresh' : 'head' });
      set({ loading: 'no', ...(isWhole && !isHeld ? { nextCursor } : {}) });
    } catch {
      // the list is as good as it was, and the next sign of life brings the news
    }
  }

  async function fetchAnew() {
    const { query, zone, board } = read();
    const wanted = Math.max(board.order.length, PAGE_SIZE);
    const goal = Math.min(wanted, REFRESH_LIMIT);
    const tasks: Task[] = [];
    let cursor: string | null = null;
    do {
      const from: string | null = cursor;
      const page: TaskPage = await patiently(() => api.list(query, zone, from, Math.min(goal, REFRESH_PAGE)));
      tasks.push(...page.tasks);
      cursor = page.nextCursor;
    } while (cursor !== null && tasks.length < goal);
    return { tasks, nextCursor: cursor, isWhole: cursor === null || wanted <= REFRESH_LIMIT };
  }

  return {
    open,
    more,
    retry,
    refresh,
    /** Keeps the rows where they are for as long as somebody writes in one of them. */
    hold: (isOn: boolean) => {
      isHeld = isOn;
      if (!isOn) void refreshIfDue();
    },
  };
}
