'use client';

import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import { useBoard, useBoardState } from './board-context';
import type { Row } from './board-rows';
import { useClock } from './clock-context';
import { isDayKnown, resolveDayLabels } from './day-labels';
import { FailureNotice } from './failure-notice';
import { focusRow, useKeptFocus } from './focus';
import { isInList } from './membership';
import { TaskEditor } from './task-editor';
import { TaskRow } from './task-row';
import type { TaskActions } from './use-task-actions';
import styles from './task-list.module.css';

interface TaskListProps {
  rows: readonly Row[];
  list: RefObject<HTMLDivElement | null>;
  actions: TaskActions;
}

/** The rows in the backend's order, one of them perhaps being edited. */
export function TaskList({ rows, list, actions }: TaskListProps) {
  const { store, zone } = useBoard();
  const clock = useClock();
  const query = useBoardState((state) => state.query);
  const isOpening = useBoardState(({ loading }) => loading === 'page');
  const [editing, setEditing] = useState<string>();
  const keys = useMemo(() => rows.map(({ key }) => key), [rows]);
  const isEditing = editing !== undefined && keys.includes(editing);
  useKeptFocus(list, keys);

  useEffect(() => {
    store.hold(isEditing);
  }, [store, isEditing]);

  const edit = useCallback((key: string) => {
    setEditing(key);
  }, []);
  const close = (key: string) => {
    setEditing(undefined);
    focusRow(list.current, key);
  };
  // how the backend searches is its own business: what it found belongs here
  const place = { ...query, search: '' };
  const labels = resolveDayLabels(
    rows.map(({ task }) => task),
    query,
    clock,
  );

  return (
    <div ref={list} className={styles.list} aria-busy={isOpening}>
      {rows.length > 0 && (
        <ul aria-label="Tasks">
          {rows.map((row, index) => (
            <li key={row.key} data-row={row.key} data-editing={row.key === editing}>
              {labels[index] ? (
                <h2 className={styles.day} suppressHydrationWarning>
                  {labels[index].name} <span suppressHydrationWarning>{labels[index].date}</span>
                </h2>
              ) : null}
              {row.key === editing ? (
                <>
                  <TaskEditor
                    task={row.task}
                    zone={zone}
                    onSave={(fields, base) => {
                      actions.edit({ ...row, task: base }, fields);
                    }}
                    onClose={() => {
                      close(row.key);
                    }}
                    onDelete={() => {
                      setEditing(undefined);
                      actions.remove(row);
                    }}
                  />
                  {row.failed && <FailureNotice entry={row.failed} actions={actions} />}
                </>
              ) : (
                <TaskRow
                  row={row}
                  isOutside={!row.task.isDone && row.state !== 'unsaved' && !isInList(row.task, place, clock)}
                  isDayKnown={isDayKnown(row.task, query, clock)}
                  actions={actions}
                  onEdit={edit}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
