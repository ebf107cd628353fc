'use client';

import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import button from '@/ui/button.module.css';
import { NOTES_LIMIT, type Task, type TaskFields, TITLE_LIMIT } from './task';
import { TaskFieldsBar } from './task-fields-bar';
import styles from './task-editor.module.css';

interface TaskEditorProps {
  task: Task;
  /** Gets only what is different. */
  onSave: (fields: Partial<TaskFields>) => void;
  onCancel: () => void;
}

/** A task's fields in place of its row. Enter saves, in the notes with Ctrl or ⌘; Escape leaves all as it was. */
export function TaskEditor({ task, onSave, onCancel }: TaskEditorProps) {
  const [fields, setFields] = useState<TaskFields>({
    title: task.title,
    notes: task.notes,
    priority: task.priority,
    dueAt: task.dueAt,
  });
  const notesId = useId();
  const title = fields.title.trim();

  function save(event?: FormEvent) {
    event?.preventDefault();
    if (title !== '') onSave(selectChanges(task, { ...fields, title }));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onCancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  }

  return (
    <form className={styles.editor} onSubmit={save} onKeyDown={onKeyDown} aria-label={`Edit: ${task.title}`}>
      <input
        className={styles.title}
        aria-label="Title"
        autoFocus
        required
        maxLength={TITLE_LIMIT}
        value={fields.title}
        onChange={(event) => {
          setFields({ ...fields, title: event.target.value });
        }}
      />
      <label className="visually-hidden" htmlFor={notesId}>
        Notes
      </label>
      <textarea
        id={notesId}
        className={styles.notes}
        placeholder="Notes"
        rows={2}
        maxLength={NOTES_LIMIT}
        value={fields.notes}
        onChange={(event) => {
          setFields({ ...fields, notes: event.target.value });
        }}
      />
      <div className={styles.foot}>
        <TaskFieldsBar
          value={fields}
          onChange={(planning) => {
            setFields({ ...fields, ...planning });
          }}
        />
        <div className={styles.buttons}>
          <button type="button" className={button.quiet} onClick={onCancel}>
            Cancel
          </button>
          <button className={button.primary} disabled={title === ''}>
            Save
          </button>
        </div>
      </div>
    </form>
  );
}

/** The fields that differ from the task's. */
export function selectChanges(task: TaskFields, fields: TaskFields): Partial<TaskFields> {
  const names = ['title', 'notes', 'priority', 'dueAt'] as const;
  return Object.fromEntries(names.filter((name) => fields[name] !== task[name]).map((name) => [name, fields[name]]));
}
