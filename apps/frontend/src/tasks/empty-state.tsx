'use client';

import button from '@/ui/button.module.css';
import { BoardLink } from './board-link';
import { hasFilters, openView } from './board-query';
import type { BoardQuery, View } from './task';
import styles from './empty-state.module.css';

const TEXTS: Readonly<Record<View, { title: string; text: string }>> = {
  today: { title: 'Nothing is due today', text: 'Enjoy it, or add what you want to get done.' },
  upcoming: { title: 'Nothing is coming up', text: 'Tasks with a date after today are kept here.' },
  overdue: { title: 'Nothing is overdue', text: 'You are on top of it.' },
  all: { title: 'A clear list', text: 'Write down the first thing on your mind and press Enter.' },
  done: { title: 'Nothing done yet', text: 'What you tick off is kept here.' },
};

/** What an empty list says, and where to go from it when a search or a filter left nothing over. */
export function EmptyState({ query }: { query: BoardQuery }) {
  const isNarrowed = hasFilters(query);
  const { title, text } = isNarrowed ? { title: 'Nothing matches', text: describeSearch(query) } : TEXTS[query.view];
  return (
    <div className={styles.empty}>
      <svg viewBox="0 0 96 72" aria-hidden="true">
        <rect x="10" y="12" width="76" height="52" rx="10" fill="var(--surface)" stroke="var(--line-strong)" />
        <circle cx="26" cy="30" r="5.5" fill="var(--accent)" />
        <path
          d="m23.6 30.2 1.8 1.8 3.3-3.8"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
        <path d="M38 30h34" stroke="var(--line-strong)" strokeWidth="3" strokeLinecap="round" />
        <circle cx="26" cy="47" r="5" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />
        <path d="M38 47h22" stroke="var(--line)" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <p>
        <strong>{title}</strong>
        {text}
      </p>
      {isNarrowed && (
        <BoardLink
          className={button.quiet}
          to={query.view === 'all' ? openView('all') : { ...query, view: 'all', status: null, due: null }}
        >
          {query.view === 'all' ? 'Show all tasks' : 'Look in all tasks'}
        </BoardLink>
      )}
    </div>
  );
}

function describeSearch({ search }: BoardQuery): string {
  return search.trim() === '' ? 'No task here is like that.' : `No task here contains “${search.trim()}”.`;
}
