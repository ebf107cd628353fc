'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useApiUrl } from '@/lib/api/api-url';
import { createApiClient } from '@/lib/api/client';
import { type Change, resolveRows, type Row } from './board';
import { createBoardStore } from './board-store';
import { BoardHeading } from './board-heading';
import { CaptureBox } from './capture-box';
import { moveFocusFrom } from './focus';
import { isInView, type TaskFields, type TaskPage, type View } from './task';
import { TaskList } from './task-list';
import { createTasksApi } from './tasks-api';
import { UndoToast } from './undo-toast';
import { useShortcuts } from './use-shortcuts';
import { ViewTabs } from './view-tabs';
import styles from './task-board.module.css';

/** The list and all that can be done with it. Every change shows at once and is sent behind the scenes. */
export function TaskBoard({ view: firstView, first }: { view: View; first: TaskPage | { failure: string } }) {
  const apiUrl = useApiUrl();
  const [store] = useState(() => createBoardStore(createTasksApi(createApiClient(apiUrl)), firstView, first));
  const { board, view, nextCursor, loading } = useSyncExternalStore(store.subscribe, store.read, store.read);
  const [undoable, setUndoable] = useState<Row & { at: number }>();
  const [news, setNews] = useState('');
  const listRef = useRef<HTMLDivElement>(null);
  const all = resolveRows(board);
  const rows = all.filter((row) => isInView(row.task, view) || row.failed !== undefined);

  const submit = (change: Change, said: string) => {
    store.submit(change);
    setNews(said);
  };
  const add = (fields: TaskFields) => {
    submit({ kind: 'add', key: createKey(), fields, isDone: false, at: 0 }, `Added: ${fields.title}`);
  };
  const remove = (row: Row) => {
    moveFocusFrom(listRef.current, row.key);
    submit({ kind: 'delete', key: row.key }, `Deleted: ${row.task.title}. Undo with Control Z.`);
    setUndoable({ ...row, at: all.findIndex(({ key }) => key === row.key) });
  };
  const forgetUndo = useCallback(() => {
    setUndoable(undefined);
  }, []);
  const undo = () => {
    if (!undoable) return;
    const { title, notes, priority, dueAt, isDone } = undoable.task;
    forgetUndo();
    submit(
      { kind: 'add', key: createKey(), fields: { title, notes, priority, dueAt }, isDone, at: undoable.at },
      `Restored: ${title}`,
    );
  };
  const show = (next: View) => {
    window.history.replaceState(null, '', next === 'all' ? '/' : `/?view=${next}`);
    store.show(next);
  };

  useShortcuts({ undo });
  useEffect(() => {
    const refreshWhenBack = () => {
      if (document.visibilityState === 'visible') store.refresh();
    };
    document.addEventListener('visibilitychange', refreshWhenBack);
    return () => {
      document.removeEventListener('visibilitychange', refreshWhenBack);
    };
  }, [store]);

  return (
    <main className={styles.board} id="tasks">
      <BoardHeading
        openCount={
          nextCursor === null && view !== 'done' && all.length > 0
            ? all.filter(({ task }) => !task.isDone).length
            : undefined
        }
      />
      <CaptureBox onAdd={add} />
      <div className={styles.bar}>
        <ViewTabs view={view} onShow={show} />
      </div>
      <div ref={listRef}>
        <TaskList
          rows={rows}
          view={view}
          loading={loading}
          hasMore={nextCursor !== null}
          onComplete={(row, isDone) => {
            submit({ kind: 'complete', key: row.key, isDone }, `${isDone ? 'Done' : 'Open again'}: ${row.task.title}`);
          }}
          onEdit={(row, fields) => {
            submit({ kind: 'edit', key: row.key, fields }, `Saved: ${fields.title ?? row.task.title}`);
          }}
          onDelete={remove}
          onRetry={store.retry}
          onDiscard={store.discard}
          onReload={store.refresh}
          onMore={store.loadMore}
        />
      </div>
      <p className="visually-hidden" aria-live="polite">
        {news}
      </p>
      {undoable && (
        <UndoToast key={undoable.key} message={`Deleted “${undoable.task.title}”`} onUndo={undo} onGone={forgetUndo} />
      )}
    </main>
  );
}

let keys = 0;

/** Names a new row on this screen. Not a UUID: browsers make those only for https and localhost. */
function createKey(): string {
  return `new-${++keys}`;
}
