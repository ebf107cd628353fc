'use client';

import { CalendarIcon } from '@/ui/icons';
import { useIsHydrated } from '@/ui/use-is-hydrated';
import { describeDue } from './due-date';
import styles from './task-row.module.css';

/** When a task is due, in the words and the zone of the person who reads it. */
export function DueChip({ instant, isDone }: { instant: string; isDone: boolean }) {
  const isHydrated = useIsHydrated();
  const label = isHydrated ? describeDue(instant, new Date()) : undefined;
  return (
    <time className={styles.chip} dateTime={instant} data-urgency={isDone ? 'later' : label?.urgency}>
      <CalendarIcon />
      {label?.text ?? '\u00a0'}
      {label?.urgency === 'overdue' && !isDone && <span className="visually-hidden"> (overdue)</span>}
    </time>
  );
}
