'use client';

import { memo } from 'react';
import { PencilIcon, TrashIcon } from '@/ui/icons';
import { BoardLink } from './board-link';
import { openView } from './board-query';
import type { Row } from './board-rows';
import { DueChip } from './due-chip';
import { FailureNotice } from './failure-notice';
import type { TaskActions } from './use-task-actions';
import { PRIORITY_NAMES } from './view-names';
import styles from './task-row.module.css';

interface TaskRowProps {
  row: Row;
  /** The task is on the screen although it belongs to another list by now. */
  isOutside: boolean;
  /** The list says on which day the task is due. */
  isDayKnown: boolean;
  actions: TaskActions;
  onEdit: (key: string) => void;
}

/** A task to read, tick, open and delete. A row that the backend does not know yet can only wait, retry or go. */
export const TaskRow = memo(function TaskRow({ row, isOutside, isDayKnown, actions, onEdit }: TaskRowProps) {
  const { key, task, state, failed } = row;
  const { title, isDone, priority, due, tags, notes } = task;
  const isUnborn = task.id === '' || state === 'unsaved';
  const edit = () => {
    onEdit(key);
  };
  return (
    <div className={styles.row} data-state={state} data-done={isDone} aria-busy={state === 'saving'}>
      <input
        type="checkbox"
        className={styles.tick}
        data-priority={priority}
        aria-label={`Done: ${title}`}
        checked={isDone}
        disabled={isUnborn}
        onChange={(event) => {
          actions.complete(row, event.target.checked);
        }}
      />
      <div className={styles.text}>
        <button type="button" className={styles.title} data-focus="title" disabled={isUnborn} onClick={edit}>
          {title}
        </button>
        {(due !== null || priority > 0 || tags.length > 0 || notes !== '' || isOutside) && (
          <div className={styles.meta}>
            {due !== null && <DueChip due={due} isDone={isDone} isDayKnown={isDayKnown} />}
            {priority > 0 && (
              <span className={styles.chip} data-priority={priority}>
                {PRIORITY_NAMES[priority]}
                <span className="visually-hidden"> priority</span>
              </span>
            )}
            {tags.map((tag) => (
              <BoardLink key={tag} className={styles.tag} to={{ ...openView('all'), tag }}>
                #{tag}
              </BoardLink>
            ))}
            {notes !== '' && <span className={styles.notes}>{notes}</span>}
            {isOutside && <span className={styles.outside}>Not part of this list</span>}
          </div>
        )}
      </div>
      <div className={styles.actions}>
        <button type="button" aria-label={`Edit: ${title}`} title="Edit" disabled={isUnborn} onClick={edit}>
          <PencilIcon />
        </button>
        <button
          type="button"
          aria-label={`Delete: ${title}`}
          title="Delete"
          disabled={isUnborn}
          onClick={() => {
            actions.remove(row);
          }}
        >
          <TrashIcon />
        </button>
      </div>
      {failed && <FailureNotice entry={failed} actions={actions} />}
    </div>
  );
}, isSameRow);

/** Rows are made anew with every change of the board; most of them say the same as before. */
function isSameRow(a: TaskRowProps, b: TaskRowProps): boolean {
  return (
    a.row.task === b.row.task &&
    a.row.state === b.row.state &&
    a.row.failed === b.row.failed &&
    a.isOutside === b.isOutside &&
    a.isDayKnown === b.isDayKnown &&
    a.actions === b.actions &&
    a.onEdit === b.onEdit
  );
}
