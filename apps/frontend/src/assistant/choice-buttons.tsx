'use client';

import type { Card } from './card';
import { TaskDue } from './card-tasks';
import { usePanel } from './panel-context';
import styles from './card.module.css';

/** The tasks that a command may mean, for the user to say which. */
export function ChoiceButtons({ card }: { card: Card }) {
  const { store } = usePanel();
  return (
    <ul className={styles.choices}>
      {card.tasks.map((task) => (
        <li key={task.id}>
          <button type="button" onClick={() => void store.choose(card.id, task)}>
            <bdi>{task.title}</bdi>
            <TaskDue task={task} />
          </button>
        </li>
      ))}
    </ul>
  );
}
