import { readWall } from './calendar';
import { type Clock, resolveLocalDue, resolveUrgency } from './due';
import type { BoardQuery, Task, View } from './task';

/** Whether a task belongs into a list, as the backend would decide it. */
export function isInList(task: Task, query: BoardQuery, clock: Pick<Clock, 'now' | 'zone'>): boolean {
  return (
    isInView(task, query.view, clock) &&
    (query.status === null || task.isDone === (query.status === 'done')) &&
    (query.priority === null || task.priority === query.priority) &&
    (query.tag === null || task.tags.includes(query.tag)) &&
    (query.due === null || (task.due !== null) === (query.due === 'any')) &&
    hasText(task, query.search)
  );
}

function isInView(task: Task, view: View, clock: Pick<Clock, 'now' | 'zone'>): boolean {
  if (view === 'all') return true;
  if (view === 'done') return task.isDone;
  if (task.isDone || task.due === null) return false;
  if (view === 'overdue') return resolveUrgency(task.due, clock) === 'overdue';
  const today = readWall(clock.now, clock.zone).date;
  const { date } = resolveLocalDue(task.due, clock.zone);
  return view === 'today' ? date === today : date > today;
}

function hasText({ title, notes, tags }: Task, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [title, notes, ...tags].some((text) => text.toLowerCase().includes(wanted));
}
