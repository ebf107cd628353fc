import type { Sort, View } from './task';

export const VIEW_NAMES: Readonly<Record<View, string>> = {
  today: 'Today',
  upcoming: 'Upcoming',
  overdue: 'Overdue',
  all: 'All',
  done: 'Done',
};

/** By priority. */
export const PRIORITY_NAMES = ['None', 'Low', 'Medium', 'High'] as const;

/** How a list can be ordered, in words. */
export const SORT_NAMES: Readonly<Record<Sort, string>> = {
  due: 'Due date',
  priority: 'Priority',
  title: 'Title',
  created: 'Date added',
};

/** A count to be read at a glance; none is left out. */
export function formatCount(count: number | undefined): string {
  if (count === undefined || count === 0) return '';
  return count > 999 ? `${Math.floor(count / 100) / 10}k` : String(count);
}
