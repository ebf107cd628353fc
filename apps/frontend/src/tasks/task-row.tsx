'use client';

import { PencilIcon, TrashIcon } from '@/ui/icons';
import type { Entry, Row } from './board';
import { DueChip } from './due-chip';
import { FailureNotice } from './failure-notice';
import { PRIORITY_NAMES } from './task-fields-bar';
import styles from './task-row.module.css';

interface TaskRowProps {
  row: Row;
  onComplete: (isDone: boolean) => void;
  onEdit: () => void;
  onDelete: () => void;
  onRetry: (entry: Entry) => void;
  onDiscard: (entry: Entry) => void;
}

/** A task to read, tick, open and delete. A row that the backend does not know yet can only wait, retry or go. */
export function TaskRow({ row, onComplete, onEdit, onDelete, onRetry, onDiscard }: TaskRowProps) {
  const { task, state, failed } = row;
  const isUnborn = task.id === '';
  const hasMeta = task.dueAt !== null || task.priority > 0 || task.notes !== '';
  return (
    <div className={styles.row} data-state={state} data-done={task.isDone} aria-busy={state === 'saving'}>
      <input
        type="checkbox"
        className={styles.tick}
        data-priority={task.priority}
        aria-label={`Done: ${task.title}`}
        checked={task.isDone}
        disabled={isUnborn}
        onChange={(event) => {
          onComplete(event.target.checked);
        }}
      />
      <div className={styles.text}>
        <button type="button" className={styles.title} data-focus="title" disabled={isUnborn} onClick={onEdit}>
          {task.title}
        </button>
        {hasMeta && (
          <div className={styles.meta}>
            {task.dueAt !== null && <DueChip instant={task.dueAt} isDone={task.isDone} />}
            {task.priority > 0 && (
              <span className={styles.chip} data-priority={task.priority}>
                {PRIORITY_NAMES[task.priority]}
                <span className="visually-hidden"> priority</span>
              </span>
            )}
            {task.notes !== '' && <span className={styles.notes}>{task.notes}</span>}
          </div>
        )}
      </div>
      <div className={styles.actions}>
        <button type="button" aria-label={`Edit: ${task.title}`} title="Edit" disabled={isUnborn} onClick={onEdit}>
          <PencilIcon />
        </button>
        <button
          type="button"
          aria-label={`Delete: ${task.title}`}
          title="Delete"
          disabled={isUnborn}
          onClick={onDelete}
        >
          <TrashIcon />
        </button>
      </div>
      {failed && <FailureNotice entry={failed} onRetry={onRetry} onDiscard={onDiscard} />}
    </div>
  );
}
