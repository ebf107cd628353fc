'use client';

import { BoardLink } from './board-link';
import { useBoardState } from './board-context';
import { openView } from './board-query';
import { VIEWS } from './task';
import { VIEW_ICONS } from './view-icons';
import { formatCount, VIEW_NAMES } from './view-names';
import styles from './view-tabs.module.css';

/** The views within reach of a thumb, at the bottom of small screens. */
export function ViewTabs() {
  const current = useBoardState(({ query }) => query.view);
  const counts = useBoardState(({ summary }) => summary?.counts);
  return (
    <nav className={styles.tabs} aria-label="Views">
      {VIEWS.map((view) => (
        <BoardLink
          key={view}
          to={openView(view)}
          aria-current={view === current ? 'page' : undefined}
          data-due={view === 'overdue' && (counts?.overdue ?? 0) > 0}
        >
          <span className={styles.icon}>
            {VIEW_ICONS[view]}
            {view !== 'done' && view !== 'all' && <span className={styles.count}>{formatCount(counts?.[view])}</span>}
          </span>
          {VIEW_NAMES[view]}
        </BoardLink>
      ))}
    </nav>
  );
}
