'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import button from '@/ui/button.module.css';
import { TrashIcon } from '@/ui/icons';
import { NOTES_LIMIT, type Task, type TaskFields, TITLE_LIMIT } from './task';
import { TaskFieldsBar } from './task-fields-bar';
import { selectChanges, selectFields } from './task-fields';
import { useUnsavedGuard } from './use-unsaved-guard';
import styles from './task-editor.module.css';

interface TaskEditorProps {
  task: Task;
  zone: string;
  /** Gets only what is different from the task as it was when the editor opened. */
  onSave: (fields: Partial<TaskFields>, base: Task) => void;
  /** The person is through with it; not called when the editor is taken away. */
  onClose: () => void;
  onDelete: () => void;
}

/**
 * A task's fields in place of its row. Enter saves, in the notes with Ctrl or ⌘; Escape leaves all as it was. Whoever
 * goes elsewhere without either has what they wrote saved.
 */
export function TaskEditor({ task, zone, onSave, onClose, onDelete }: TaskEditorProps) {
  const [base] = useState(task);
  const [fields, setFields] = useState<TaskFields>(() => selectFields(task));
  const isSettled = useRef(false);
  const notesId = useId();
  const title = fields.title.trim();
  const changes = title === '' ? {} : selectChanges(base, { ...fields, title });
  const isChanged = Object.keys(changes).length > 0;
  useUnsavedGuard(isChanged);

  const saveWhenLeft = useEffectEvent(() => {
    if (isChanged && !isSettled.current) onSave(changes, base);
  });
  useEffect(
    () => () => {
      saveWhenLeft();
    },
    [],
  );

  function save(event?: FormEvent) {
    event?.preventDefault();
    if (title === '') return;
    isSettled.current = true;
    if (isChanged) onSave(changes, base);
    onClose();
  }

  function cancel() {
    isSettled.current = true;
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') cancel();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
  }

  return (
    <form className={styles.editor} onSubmit={save} onKeyDown={onKeyDown} aria-label={`Edit: ${base.title}`}>
      <input
        className={styles.title}
        aria-label="Title"
        autoFocus
        required
        maxLength={TITLE_LIMIT * 2}
        value={fields.title}
        onChange={(event) => {
          setFields({ ...fields, title: cut(event.target.value, TITLE_LIMIT) });
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
          zone={zone}
          onChange={(planning) => {
            setFields({ ...fields, ...planning });
          }}
        />
        <div className={styles.buttons}>
          <button
            type="button"
            className={styles.delete}
            onClick={() => {
              isSettled.current = true;
              onDelete();
            }}
          >
            <TrashIcon />
            Delete
          </button>
          <button type="button" className={button.quiet} onClick={cancel}>
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

/** The backend counts characters, of which a smiley is one; a browser counts it as two. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : [...text].slice(0, limit).join('');
}
