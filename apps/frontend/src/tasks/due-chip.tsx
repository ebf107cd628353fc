'use client';

import { CalendarIcon } from '@/ui/icons';
import { useClock } from './clock-context';
import { describeDue, type DueLabel } from './due';
import type { Due } from './task';
import { ClockIcon } from './view-icons';
import styles from './task-row.module.css';

interface DueChipProps {
  due: Due;
  isDone: boolean;
  /** The list says which day it is; only the time is left to say. */
  isDayKnown: boolean;
}

/** When a task is due, in the words and the zone of the person who reads it. */
export function DueChip({ due, isDone, isDayKnown }: DueChipProps) {
  const label = describeDue(due, useClock());
  const isOverdue = label.urgency === 'overdue' && !isDone;
  return (
    <time
      className={isDayKnown && label.time === '' ? 'visually-hidden' : styles.chip}
      dateTime={due.at ?? due.date}
      title={label.title}
      data-urgency={isDone ? 'later' : label.urgency}
      // the browser may know the locale in another edition than the server does
      suppressHydrationWarning
    >
      {isDayKnown ? <TimeOnly label={label} /> : <DayAndTime label={label} />}
      {isOverdue && <span className="visually-hidden"> (overdue)</span>}
    </time>
  );
}

function DayAndTime({ label }: { label: DueLabel }) {
  return (
    <>
      <CalendarIcon />
      <span suppressHydrationWarning>{label.text}</span>
    </>
  );
}

function TimeOnly({ label: { day, time } }: { label: DueLabel }) {
  return (
    <>
      {time !== '' && <ClockIcon />}
      <span className="visually-hidden" suppressHydrationWarning>
        {time === '' ? day : `${day}, `}
      </span>
      <span suppressHydrationWarning>{time}</span>
    </>
  );
}
