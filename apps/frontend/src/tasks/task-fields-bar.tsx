'use client';

import { CalendarIcon, FlagIcon } from '@/ui/icons';
import { addDays, endOfDay, toDay } from './due-date';
import type { Priority, TaskFields } from './task';
import styles from './task-fields-bar.module.css';

export const PRIORITY_NAMES = ['None', 'Low', 'Medium', 'High'] as const;

type Planning = Pick<TaskFields, 'dueAt' | 'priority'>;

/** When and how important: shared by the box for a new task and by the editor. */
export function TaskFieldsBar({ value, onChange }: { value: Planning; onChange: (value: Planning) => void }) {
  const day = toDay(value.dueAt);
  const setDay = (next: string) => {
    onChange({ ...value, dueAt: endOfDay(next) });
  };
  return (
    <div className={styles.bar}>
      <label className={styles.control} data-set={day !== ''}>
        <CalendarIcon />
        <span className="visually-hidden">Due date</span>
        <input
          type="date"
          value={day}
          onChange={(event) => {
            setDay(event.target.value);
          }}
        />
      </label>
      {[
        { label: 'Today', days: 0 },
        { label: 'Tomorrow', days: 1 },
      ].map(({ label, days }) => {
        const target = addDays(new Date(), days);
        return (
          <button
            key={label}
            type="button"
            className={styles.shortcut}
            aria-pressed={day === target}
            onClick={() => {
              setDay(day === target ? '' : target);
            }}
          >
            {label}
          </button>
        );
      })}
      <label className={styles.control} data-set={value.priority > 0} data-priority={value.priority}>
        <FlagIcon />
        <span className="visually-hidden">Priority</span>
        <select
          value={value.priority}
          onChange={(event) => {
            onChange({ ...value, priority: Number(event.target.value) as Priority });
          }}
        >
          {PRIORITY_NAMES.map((name, priority) => (
            <option key={name} value={priority}>
              {priority === 0 ? 'Priority' : name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
