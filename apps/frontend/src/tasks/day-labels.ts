import { formatDay, readWall } from './calendar';
import { type Clock, describeDue, resolveLocalDue } from './due';
import type { BoardQuery, Task } from './task';

/** A heading above the first task of a day. */
export interface DayLabel {
  name: string;
  /** The date, where the name is a word for it. */
  date: string;
}

/** The heading to put above each task, where a list goes by days and the day is another one than above; else null. */
export function resolveDayLabels(
  tasks: readonly Task[],
  query: BoardQuery,
  clock: Clock,
): readonly (DayLabel | null)[] {
  let above: string | null = null;
  return tasks.map((task) => {
    const day = resolveDay(task, query, clock.zone);
    if (day === null || day === above) return null;
    above = day;
    const name = describeDue({ date: day, time: null, zone: null, at: null }, clock).day;
    const date = formatDay(day, clock.locale, { weekday: 'short', day: 'numeric', month: 'short' });
    return { name, date: date === name ? '' : date };
  });
}

/** Whether the list says already on which day a task is due. */
export function isDayKnown(task: Task, query: BoardQuery, clock: Clock): boolean {
  if (task.due === null) return false;
  if (query.view === 'upcoming') return resolveDay(task, query, clock.zone) !== null;
  return query.view === 'today' && resolveLocalDue(task.due, clock.zone).date === readWall(clock.now, clock.zone).date;
}

function resolveDay({ due, completedAt }: Task, { view, sort }: BoardQuery, zone: string): string | null {
  if (view === 'upcoming' && (sort === null || sort === 'due')) return due && resolveLocalDue(due, zone).date;
  if (view === 'done' && sort === null) return completedAt && readWall(new Date(completedAt), zone).date;
  return null;
}
