'use client';

import { type FormEvent, useRef, useState } from 'react';
import { PlusIcon } from '@/ui/icons';
import { TITLE_LIMIT, type TaskFields } from './task';
import { TaskFieldsBar } from './task-fields-bar';
import styles from './capture-box.module.css';

const EMPTY: TaskFields = { title: '', notes: '', priority: 0, dueAt: null };

/**
 * One line for a new task. Enter adds it and leaves the cursor where it is, for the next one. When and how important can
 * be said once there is something to say it of; the box never changes its height because the focus moved, which would
 * pull the list away from under a click.
 */
export function CaptureBox({ onAdd }: { onAdd: (fields: TaskFields) => void }) {
  const [fields, setFields] = useState(EMPTY);
  const inputRef = useRef<HTMLInputElement>(null);
  const title = fields.title.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    inputRef.current?.focus();
    if (title === '') return;
    onAdd({ ...fields, title });
    setFields(EMPTY);
  }

  return (
    <form
      className={styles.box}
      onSubmit={submit}
      data-filled={title !== '' || fields.dueAt !== null || fields.priority > 0}
    >
      <div className={styles.line}>
        <span className={styles.mark}>
          <PlusIcon />
        </span>
        <input
          id="new-task"
          ref={inputRef}
          aria-label="New task"
          aria-keyshortcuts="n"
          placeholder="Add a task"
          autoComplete="off"
          enterKeyHint="done"
          maxLength={TITLE_LIMIT}
          value={fields.title}
          onChange={(event) => {
            setFields({ ...fields, title: event.target.value });
          }}
        />
        <button className={styles.add} disabled={title === ''}>
          Add
        </button>
      </div>
      <div className={styles.options}>
        <TaskFieldsBar
          value={fields}
          onChange={(planning) => {
            setFields({ ...fields, ...planning });
          }}
        />
      </div>
    </form>
  );
}
