'use client';

import type { ReactNode } from 'react';
import { BoardLink } from './board-link';
import { useBoardState } from './board-context';
import { hasFilters, openView } from './board-query';
import { formatDay, readWall } from './calendar';
import { useClock } from './clock-context';
import type { BoardQuery, Summary } from './task';
import { VIEW_NAMES } from './view-names';
import styles from './board-heading.module.css';

/** What is on the screen: the view or the tag, the day or the number of tasks, and what can be done about them. */
export function BoardHeading({ children }: { children?: ReactNode }) {
  const query = useBoardState((state) => state.query);
  const summary = useBoardState((state) => state.summary);
  const { now, zone, locale } = useClock();
  const day = formatDay(readWall(now, zone).date, locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const { view, tag } = query;
  const count = countTasks(query, summary);
  const overdue = summary?.counts.overdue ?? 0;
  const doneCount = summary?.counts.done ?? 0;
  return (
    <div className={styles.heading}>
      <h1>{tag !== null && view === 'all' ? `#${tag}` : VIEW_NAMES[view]}</h1>
      <div className={styles.below}>
        {view === 'today' && <p suppressHydrationWarning>{day}</p>}
        {view !== 'today' && count !== undefined && <p>{describeCount(view, count)}</p>}
        {view === 'all' && query.status === null && doneCount > 0 && (
          <BoardLink to={{ ...query, status: 'open' }}>Hide done ones</BoardLink>
        )}
        {view === 'today' && overdue > 0 && (
          <BoardLink className={styles.overdue} to={openView('overdue')}>
            {overdue === 1 ? '1 task is overdue' : `${overdue} tasks are overdue`}
          </BoardLink>
        )}
        {children}
      </div>
    </div>
  );
}

/** How many tasks the list holds in all, as far as the counts of the views and tags tell. */
function countTasks(query: BoardQuery, summary: Summary | undefined): number | undefined {
  if (!hasFilters(query)) return summary?.counts[query.view];
  if (query.view !== 'all' || hasFilters({ ...query, tag: null })) return undefined;
  return summary?.tags.find(({ name }) => name === query.tag)?.count;
}

function describeCount(view: BoardQuery['view'], count: number): string {
  const tasks = count === 1 ? '1 task' : `${count.toLocaleString('en')} tasks`;
  return view === 'all' ? `${tasks} to do` : tasks;
}
