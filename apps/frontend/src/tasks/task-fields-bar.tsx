'use client';

import { CalendarIcon, FlagIcon } from '@/ui/icons';
import { readWall } from './calendar';
import { formatZone, resolveShortcuts } from './due';
import { TagsField } from './tags-field';
import type { DueFields, Priority, TaskFields } from './task';
import { ClockIcon } from './view-icons';
import { PRIORITY_NAMES } from './view-names';
import styles from './task-fields-bar.module.css';

const PARTS = ['due', 'priority', 'tags'] as const;

type Planning = Pick<TaskFields, 'due' | 'priority' | 'tags'>;

interface TaskFieldsBarProps {
  value: Planning;
  onChange: (value: Planning) => void;
  /** The reader's zone: a new time is meant there. */
  zone: string;
  parts?: readonly (typeof PARTS)[number][];
}

/** When, how important, and with what it belongs: shared by the box for a new task and by the editor. */
export function TaskFieldsBar({ value, onChange, zone, parts = PARTS }: TaskFieldsBarProps) {
  return (
    <div className={styles.bar}>
      {parts.includes('due') && (
        <DueControls
          due={value.due}
          zone={zone}
          onChange={(due) => {
            onChange({ ...value, due });
          }}
        />
      )}
      {parts.includes('priority') && (
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
      )}
      {parts.includes('tags') && (
        <TagsField
          tags={value.tags}
          onChange={(tags) => {
            onChange({ ...value, tags });
          }}
        />
      )}
    </div>
  );
}

interface DueControlsProps {
  due: DueFields | null;
  zone: string;
  onChange: (due: DueFields | null) => void;
}

function DueControls({ due, zone, onChange }: DueControlsProps) {
  const today = readWall(new Date(), zone).date;
  const setDate = (date: string) => {
    onChange(date === '' ? null : { date, time: due?.time ?? null, zone: due?.zone ?? null });
  };
  const setTime = (time: string) => {
    if (due)
      onChange({ date: due.date, time: time === '' ? null : time, zone: time === '' ? null : (due.zone ?? zone) });
  };
  const isElsewhere = due !== null && due.time !== null && due.zone !== null && due.zone !== zone;
  return (
    <>
      <label className={styles.control} data-set={due !== null}>
        <CalendarIcon />
        <span className="visually-hidden">Due date</span>
        <input
          type="date"
          max="9999-12-31"
          value={due?.date ?? ''}
          onChange={(event) => {
            setDate(event.target.value);
          }}
        />
      </label>
      {due && (
        <label className={styles.control} data-set={due.time !== null}>
          <ClockIcon />
          <span className="visually-hidden">Due time{isElsewhere ? ` in ${formatZone(due.zone ?? '')}` : ''}</span>
          <input
            type="time"
            value={due.time ?? ''}
            onChange={(event) => {
              setTime(event.target.value);
            }}
          />
          {isElsewhere && <span aria-hidden="true">{formatZone(due.zone ?? '')}</span>}
        </label>
      )}
      {resolveShortcuts(today).map(({ label, date }) => (
        <button
          key={label}
          type="button"
          className={styles.shortcut}
          aria-pressed={due?.date === date}
          onClick={() => {
            setDate(due?.date === date ? '' : date);
          }}
        >
          {label}
        </button>
      ))}
    </>
  );
}
