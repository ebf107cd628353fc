'use client';

import { BoardLink } from './board-link';
import { useBoardState } from './board-context';
import { openView } from './board-query';
import { VIEWS } from './task';
import { TagIcon, VIEW_ICONS } from './view-icons';
import { formatCount, VIEW_NAMES } from './view-names';
import styles from './view-rail.module.css';

/** So many tags are in sight; the others are one click away. */
const TAGS_SHOWN = 12;

/** The views and the tags with what they hold, beside the list on wide screens. */
export function ViewRail() {
  const query = useBoardState((state) => state.query);
  const summary = useBoardState((state) => state.summary);
  const tags = summary?.tags ?? [];
  const renderTag = ({ name, count }: { name: string; count: number }) => (
    <li key={name}>
      <BoardLink
        to={{ ...openView('all'), tag: name }}
        aria-current={query.view === 'all' && query.tag === name ? 'page' : undefined}
      >
        <TagIcon />
        <span className={styles.name}>{name}</span>
        <span className={styles.count}>{count}</span>
      </BoardLink>
    </li>
  );
  return (
    <nav className={styles.rail} aria-label="Lists">
      <ul>
        {VIEWS.map((view) => (
          <li key={view} data-view={view}>
            <BoardLink
              to={openView(view)}
              aria-current={query.view === view && query.tag === null ? 'page' : undefined}
              data-due={view === 'overdue' && (summary?.counts.overdue ?? 0) > 0}
            >
              {VIEW_ICONS[view]}
              <span className={styles.name}>{VIEW_NAMES[view]}</span>
              <span className={styles.count}>{formatCount(summary?.counts[view])}</span>
            </BoardLink>
          </li>
        ))}
      </ul>
      {tags.length > 0 && (
        <section aria-labelledby="rail-tags">
          <h2 id="rail-tags">Tags</h2>
          <ul>{tags.slice(0, TAGS_SHOWN).map(renderTag)}</ul>
          {tags.length > TAGS_SHOWN && (
            <details>
              <summary>{tags.length - TAGS_SHOWN} more</summary>
              <ul>{tags.slice(TAGS_SHOWN).map(renderTag)}</ul>
            </details>
          )}
        </section>
      )}
    </nav>
  );
}
