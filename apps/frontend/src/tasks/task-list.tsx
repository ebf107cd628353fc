'use client';

import { useRef, useState } from 'react';
import button from '@/ui/button.module.css';
import type { Entry, Row } from './board';
import type { BoardState } from './board-store';
import { EmptyState } from './empty-state';
import { focusRow } from './focus';
import type { TaskFields, View } from './task';
import { TaskEditor } from './task-editor';
import { TaskRow } from './task-row';
import styles from './task-list.module.css';

interface TaskListProps {
  rows: readonly Row[];
  view: View;
  loading: BoardState['loading'];
  hasMore: boolean;
  onComplete: (row: Row, isDone: boolean) => void;
  onEdit: (row: Row, fields: Partial<TaskFields>) => void;
  onDelete: (row: Row) => void;
  onRetry: (entry: Entry) => void;
  onDiscard: (entry: Entry) => void;
  onReload: () => void;
  onMore: () => void;
}

/** The rows, open ones first, one of them perhaps being edited; or why there are none. */
export function TaskList({ rows, view, loading, hasMore, onEdit, onReload, onMore, ...actions }: TaskListProps) {
  const [editing, setEditing] = useState<string>();
  const ref = useRef<HTMLDivElement>(null);

  const close = (key: string) => {
    setEditing(undefined);
    focusRow(ref.current, key);
  };
  const renderRow = (row: Row) => (
    <li key={row.key} data-row={row.key}>
      {row.key === editing ? (
        <TaskEditor
          task={row.task}
          onSave={(fields) => {
            if (Object.keys(fields).length > 0) onEdit(row, fields);
            close(row.key);
          }}
          onCancel={() => {
            close(row.key);
          }}
        />
      ) : (
        <TaskRow
          row={row}
          onComplete={(isDone) => {
            actions.onComplete(row, isDone);
          }}
          onEdit={() => {
            setEditing(row.key);
          }}
          onDelete={() => {
            actions.onDelete(row);
          }}
          onRetry={actions.onRetry}
          onDiscard={actions.onDiscard}
        />
      )}
    </li>
  );

  const open = rows.filter(({ task }) => !task.isDone);
  const done = rows.filter(({ task }) => task.isDone);
  return (
    <div ref={ref} className={styles.list} aria-busy={loading === 'page'}>
      {open.length > 0 && <ul aria-label="Active">{open.map(renderRow)}</ul>}
      {done.length > 0 && (
        <section aria-label="Done">
          {view === 'all' && <h2>Done</h2>}
          <ul>{done.map(renderRow)}</ul>
        </section>
      )}
      {typeof loading === 'object' && (
        <div className={styles.trouble} role="alert">
          <p>Your tasks could not be loaded. {loading.failure}</p>
          <button type="button" className={button.primary} onClick={onReload}>
            Retry
          </button>
        </div>
      )}
      {rows.length === 0 && loading === 'no' && <EmptyState view={view} />}
      {hasMore && (
        <button type="button" className={button.quiet} disabled={loading === 'more'} onClick={onMore}>
          {loading === 'more' ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
