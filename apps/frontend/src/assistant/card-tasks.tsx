'use client';

import { useState } from 'react';
import { describeDue } from '@/tasks/due';
import type { Task } from '@/tasks/task';
import { usePanel } from './panel-context';
import styles from './card.module.css';

/** So many fit without pushing the conversation out of sight. */
const SHOWN = 5;

interface CardTasksProps {
  tasks: readonly Task[];
  /** Whether all are to be seen at once, because a decision depends on it. */
  isWhole?: boolean;
  /** Whether the tasks are gone: there is nothing to show on the list. */
  isGone?: boolean;
}

/** The tasks of a card: title, due, and a way to each on the list. */
export function CardTasks({ tasks, isWhole = false, isGone = false }: CardTasksProps) {
  const [isOpen, setIsOpen] = useState(isWhole);
  if (tasks.length === 0) return null;
  const hidden = isOpen || tasks.length <= SHOWN + 1 ? 0 : tasks.length - SHOWN;
  return (
    <>
      <ul className={styles.tasks}>
        {tasks.slice(0, tasks.length - hidden).map((task) => (
          <li key={task.id}>
            <TaskLine task={task} isGone={isGone} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button
          type="button"
          className={styles.more}
          onClick={() => {
            setIsOpen(true);
          }}
        >
          Show {hidden} more
        </button>
      )}
    </>
  );
}

function TaskLine({ task, isGone }: { task: Task; isGone: boolean }) {
  const { onShowTask } = usePanel();
  return (
    <div className={styles.task} data-done={task.isDone} data-gone={isGone}>
      <span className={styles.mark} aria-hidden="true" />
      {isGone ? (
        <bdi className={styles.title}>{task.title}</bdi>
      ) : (
        <button
          type="button"
          className={styles.title}
          title="Show on the list"
          onClick={() => {
            onShowTask(task);
          }}
        >
          <bdi>{task.title}</bdi>
        </button>
      )}
      {task.isDone && <span className="visually-hidden">(done)</span>}
      <TaskDue task={task} isCalm={isGone} />
    </div>
  );
}

/** When a task is due, if ever, in the reader's words; calm where it no longer matters. */
export function TaskDue({ task, isCalm = false }: { task: Task; isCalm?: boolean }) {
  const { readClock } = usePanel();
  if (!task.due) return null;
  const { text, title, urgency } = describeDue(task.due, readClock());
  return (
    <span className={styles.due} title={title} data-urgency={task.isDone || isCalm ? 'later' : urgency}>
      {text}
    </span>
  );
}
