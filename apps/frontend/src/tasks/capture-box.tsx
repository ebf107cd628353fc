'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import type { Capture } from '@/grammar/capture';
import type { Span } from '@/grammar/spans';
import { PlusIcon } from '@/ui/icons';
import { CaptureChips } from './capture-chips';
import { toTaskFields } from './captured-task';
import { TITLE_LIMIT, type TaskFields } from './task';
import { TaskFieldsBar } from './task-fields-bar';
import { useCaptureLine } from './use-capture-line';
import styles from './capture-box.module.css';

type Picked = Pick<TaskFields, 'due' | 'priority' | 'tags'>;

const NOTHING: Picked = { due: null, priority: 0, tags: [] };

interface CaptureBoxProps {
  onAdd: (fields: TaskFields) => void;
  /** The IANA name of the person's zone: decides what "today" is. */
  zone: string;
}

/**
 * One line for a new task. What was understood of it shows as chips, and what it does not say of when and how
 * important can be picked beside them, so that nothing is said twice. Enter adds the task and leaves the cursor where it
 * is, for the next one. The box never changes its height because the focus moved, which would pull the list away from
 * under a click.
 */
export function CaptureBox({ onAdd, zone }: CaptureBoxProps) {
  const line = useCaptureLine(zone);
  const [picked, setPicked] = useState(NOTHING);
  const [news, setNews] = useState('');
  const [hasTried, setHasTried] = useState(false);
  const inputRef = useRef<HTMLInputElement>(null);
  const noteId = useId();
  const { title, excess } = line.whole;
  const isReady = title !== '' && excess === 0;
  const { spans, due, priority } = line.shown;
  const parts = [...(due ? [] : ['due' as const]), ...(priority > 0 ? [] : ['priority' as const])];

  function submit(event: FormEvent) {
    event.preventDefault();
    inputRef.current?.focus();
    setHasTried(!isReady);
    if (!isReady) return;
    onAdd(withPicked(toTaskFields(line.whole, zone), picked));
    line.clear();
    setPicked(NOTHING);
    setNews('');
  }

  function remove(span: Span) {
    line.ignore(span);
    setNews(`“${span.text}” stays in the title. `);
    inputRef.current?.focus();
  }

  return (
    <form
      className={styles.box}
      onSubmit={submit}
      data-filled={line.text.trim() !== '' || picked.due !== null || picked.priority > 0}
    >
      <div className={styles.line}>
        <span className={styles.mark}>
          <PlusIcon />
        </span>
        <input
          id="new-task"
          ref={inputRef}
          aria-label="New task"
          aria-keyshortcuts="n q"
          aria-describedby={noteId}
          aria-invalid={excess > 0}
          placeholder="Add a task, like “Rent friday 9am #home”"
          autoComplete="off"
          enterKeyHint="done"
          value={line.text}
          onChange={(event) => {
            line.type(event.target.value);
            setNews('');
            setHasTried(false);
          }}
        />
        <button className={styles.add} data-ready={isReady}>
          Add
        </button>
      </div>
      <p id={noteId} className={styles.note} role="status">
        {describeObstacle(line.whole, hasTried)}
      </p>
      <div className={styles.options}>
        {spans.length > 0 && <CaptureChips capture={line.shown} onRemove={remove} />}
        {parts.length > 0 && (
          <div className={styles.rest}>
            <TaskFieldsBar value={picked} onChange={setPicked} zone={zone} parts={parts} />
          </div>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {news}
        {spans.length > 0 && `Understood: ${spans.map(({ label }) => label).join('; ')}.`}
      </p>
    </form>
  );
}

/** What is written counts; what was picked fills in the rest. */
function withPicked(fields: TaskFields, picked: Picked): TaskFields {
  return { ...fields, due: fields.due ?? picked.due, priority: fields.priority || picked.priority };
}

/** Why a line is no task yet, and what makes it one. That words are missing is said to somebody who wanted to add it. */
function describeObstacle({ title, excess, spans }: Capture, hasTried: boolean): string {
  if (excess > 0) {
    return `A title has room for ${TITLE_LIMIT} characters, and this one is ${excess} too long. Shorten it, then add the task.`;
  }
  const isUnsaid = hasTried && title === '' && spans.length > 0;
  return isUnsaid ? 'This says when or how, but not what. Write what is to be done, then add the task.' : '';
}
