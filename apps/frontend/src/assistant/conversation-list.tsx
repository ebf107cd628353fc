'use client';

import { useEffect, useSyncExternalStore } from 'react';
import button from '@/ui/button.module.css';
import { ConversationItem } from './conversation-item';
import type { ConversationRow, ConversationsStore } from './conversations-store';
import styles from './conversation-list.module.css';

interface ConversationListProps {
  store: ConversationsStore;
  currentId: string | null;
  onResume: (row: ConversationRow) => void;
  onRenamed: (id: string, title: string) => void;
  onRemoved: (id: string) => void;
}

/** Earlier conversations, latest first: to go on with, to rename, to delete. */
export function ConversationList({ store, currentId, onResume, onRenamed, onRemoved }: ConversationListProps) {
  const { rows, nextCursor, loading } = useSyncExternalStore(store.subscribe, store.read, store.read);
  useEffect(() => {
    void store.load();
  }, [store]);
  return (
    <div className={styles.list} role="region" aria-label="Conversations" tabIndex={0}>
      {rows.length === 0 && loading === 'page' && <p className={styles.quiet}>Looking…</p>}
      {rows.length === 0 && loading === 'no' && <p className={styles.quiet}>No conversations yet.</p>}
      <ul>
        {rows.map((row) => (
          <ConversationItem
            key={row.id}
            row={row}
            isCurrent={row.id === currentId}
            onResume={() => {
              onResume(row);
            }}
            onRename={async (title) => {
              const isDone = await store.rename(row.id, title);
              if (isDone) onRenamed(row.id, title);
              return isDone;
            }}
            onRemove={async () => {
              if (await store.remove(row.id)) onRemoved(row.id);
            }}
          />
        ))}
      </ul>
      {typeof loading === 'object' && (
        <p className={styles.failure} role="alert">
          The conversations could not be loaded. {loading.failure}
          <button
            type="button"
            className={button.quiet}
            onClick={() => void (rows.length === 0 ? store.load() : store.loadMore())}
          >
            Retry
          </button>
        </p>
      )}
      {nextCursor !== null && typeof loading === 'string' && (
        <button
          type="button"
          className={button.quiet}
          disabled={loading === 'more'}
          onClick={() => void store.loadMore()}
        >
          {loading === 'more' ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
