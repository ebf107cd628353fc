import { formatDay, formatTime, readWall } from '../calendar';
import type { Clock } from '../due';
import { PRIORITY_NAMES } from '../view-names';
import type { Action, Activity } from './activity';

const VERBS: Readonly<Record<Action, string>> = {
  create: 'Added',
  update: 'Changed',
  complete: 'Completed',
  reopen: 'Reopened',
  delete: 'Deleted',
  undo: 'Undone',
};

/** What was done, in a word. */
export function describeAction({ action, changes }: Activity): string {
  if (action !== 'undo' || !('deleted' in changes)) return VERBS[action];
  return changes['deleted']?.[1] === true ? 'Removed again' : 'Restored';
}

/** What became different, field by field. The title is told by itself, and that a task is done by the verb. */
export function describeChanges({ changes, action }: Activity, clock: Clock): readonly string[] {
  if (action === 'create' || action === 'delete') return [];
  return Object.entries(changes).flatMap(([field, [before, after]]) => {
    const name = FIELDS[field];
    if (name === undefined) return [];
    if (field === 'notes') return [after === '' ? 'Notes removed' : before === '' ? 'Notes added' : 'Notes rewritten'];
    return [`${name}: ${formatValue(field, before, clock)} → ${formatValue(field, after, clock)}`];
  });
}

/** The day that a change was made on, as a person says it. */
export function describeDay(instant: string, { now, zone, locale }: Clock): string {
  const day = readWall(new Date(instant), zone).date;
  if (day === readWall(now, zone).date) return 'Today';
  return formatDay(day, locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function describeTime(instant: string, { zone, locale }: Clock): string {
  return formatTime(readWall(new Date(instant), zone).time, locale);
}

const FIELDS: Readonly<Record<string, string | undefined>> = {
  title: 'Title',
  notes: 'Notes',
  priority: 'Priority',
  tags: 'Tags',
  due: 'Due',
};

/** The values are JSON of the backend's log, as old as the log is: nothing is taken for granted. */
function formatValue(field: string, value: unknown, { locale }: Clock): string {
  if (field === 'priority') return (PRIORITY_NAMES[Number(value)] ?? String(value)).toLowerCase();
  if (field === 'tags')
    return Array.isArray(value) && value.length > 0 ? value.map((tag) => `#${tag}`).join(' ') : 'none';
  if (field === 'due') return formatDue(value, locale);
  return `“${String(value)}”`;
}

function formatDue(value: unknown, locale: string): string {
  if (typeof value !== 'object' || value === null || !('date' in value)) return 'none';
  const day = formatDay(String(value.date), locale, { day: 'numeric', month: 'short', year: 'numeric' });
  const time = 'time' in value && typeof value.time === 'string' ? `, ${formatTime(value.time, locale)}` : '';
  return `${day}${time}`;
}
