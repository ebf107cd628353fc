import { describeError } from '@/lib/api/errors';
import type { AssistantApi, ConversationSummary } from './assistant-api';
import { type Cell, createCell } from './cell';

/** One conversation in the list, and why the last change to it failed. */
export interface ConversationRow extends ConversationSummary {
  failure?: string;
}

export interface ConversationsState {
  rows: readonly ConversationRow[];
  nextCursor: string | null;
  loading: 'no' | 'page' | 'more' | { failure: string };
}

export interface ConversationsStore extends Cell<ConversationsState> {
  load: () => Promise<void>;
  loadMore: () => Promise<void>;
  /** Resolves to whether it was done; a failure stays with its row. */
  rename: (id: string, title: string) => Promise<boolean>;
  remove: (id: string) => Promise<boolean>;
}

/** Keeps the list of conversations, latest first. */
export function createConversationsStore(api: AssistantApi): ConversationsStore {
  const cell = createCell<ConversationsState>({ rows: [], nextCursor: null, loading: 'no' });
  let lastLoad = 0;

  async function fetchPage(mode: 'page' | 'more'): Promise<void> {
    const turn = ++lastLoad;
    cell.change({ loading: mode });
    try {
      const page = await api.listConversations(mode === 'more' ? cell.read().nextCursor : null);
      if (turn !== lastLoad) return;
      const kept = mode === 'more' ? cell.read().rows : [];
      cell.change({ rows: [...kept, ...page.conversations], nextCursor: page.nextCursor, loading: 'no' });
    } catch (error) {
      if (turn === lastLoad) cell.change({ loading: { failure: describeError(error) } });
    }
  }

  /** Shows what a change to one row came to. */
  async function settle(id: string, change: Promise<ConversationRow | undefined>): Promise<boolean> {
    try {
      const changed = await change;
      cell.change({ rows: cell.read().rows.flatMap((row) => (row.id !== id ? [row] : changed ? [changed] : [])) });
      return true;
    } catch (error) {
      const failure = describeError(error);
      cell.change({ rows: cell.read().rows.map((row) => (row.id === id ? { ...row, failure } : row)) });
      return false;
    }
  }

  return {
    ...cell,
    load: () => fetchPage('page'),
    loadMore: () => fetchPage('more'),
    rename: (id, title) => settle(id, api.rename(id, title)),
    remove: (id) =>
      settle(
        id,
        api.remove(id).then(() => undefined),
      ),
  };
}
