'use client';

import { useIsHydrated } from '@/ui/use-is-hydrated';
import styles from './board-heading.module.css';

/** The day, and how much is left of it. No count while it is not known. */
export function BoardHeading({ openCount }: { openCount: number | undefined }) {
  const isHydrated = useIsHydrated();
  const today = isHydrated
    ? new Date().toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
    : '\u00a0';
  return (
    <div className={styles.heading}>
      <h1>Tasks</h1>
      <p>
        {today}
        {openCount !== undefined && <span> · {describeOpen(openCount)}</span>}
      </p>
    </div>
  );
}

function describeOpen(count: number): string {
  return count === 0 ? 'all done' : `${count} to do`;
}
