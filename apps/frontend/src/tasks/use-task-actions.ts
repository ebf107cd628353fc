'use client';

import { type RefObject, useMemo } from 'react';
import { useBoard } from './board-context';
import type { Row } from './board-rows';
import type { Entry } from './change';
import { focusRow } from './focus';
import type { TaskFields } from './task';

/** What can be done with tasks on the board. Says aloud what was done. */
export interface TaskActions {
  add: (fields: TaskFields) => void;
  complete: (row: Row, isDone: boolean) => void;
  edit: (row: Row, fields: Partial<TaskFields>) => void;
  remove: (row: Row) => void;
  /** Gives several tasks the same new day, as one change to undo. */
  move: (rows: readonly Row[], date: string, dayName: string) => void;
  undo: () => void;
  retry: (entry: Entry) => void;
  discard: (entry: Entry) => void;
}

export function useTaskActions(list: RefObject<HTMLElement | null>): TaskActions {
  const { store } = useBoard();
  return useMemo(
    () => ({
      add: (fields) => {
        store.add(fields);
        store.say(`Added: ${fields.title}`);
      },
      complete: ({ key, task }, isDone) => {
        store.submit([{ kind: 'complete', key, isDone, base: task }], isDone ? `Done: “${task.title}”` : undefined);
        store.say(isDone ? `Done: ${task.title}. Undo with Control Z.` : `Open again: ${task.title}`);
      },
      edit: ({ key, task }, fields) => {
        store.submit([{ kind: 'edit', key, fields, base: task }]);
        store.say(`Saved: ${fields.title ?? task.title}`);
      },
      remove: ({ key, task }) => {
        const at = Math.max(store.read().board.order.indexOf(key), 0);
        store.submit([{ kind: 'delete', key, base: task, at }], `Deleted “${task.title}”`);
        store.say(`Deleted: ${task.title}. Undo with Control Z.`);
      },
      move: (rows, date, dayName) => {
        const fields = { due: { date, time: null, zone: null } };
        const message = `Moved ${rows.length === 1 ? '1 task' : `${rows.length} tasks`} to ${dayName}`;
        store.submit(
          rows.map(({ key, task }) => ({ kind: 'edit', key, fields, base: task })),
          message,
        );
        store.say(`${message}. Undo with Control Z.`);
      },
      undo: () => {
        const first = store.read().offer?.steps[0];
        if (!first) return;
        store.undo();
        store.say(`Undone: ${first.base.title}`);
        focusRow(list.current, first.key);
      },
      retry: store.retry,
      discard: store.discard,
    }),
    [store, list],
  );
}
