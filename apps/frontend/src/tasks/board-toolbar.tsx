'use client';

import { FilterMenu } from './filter-menu';
import { SearchBox } from './search-box';
import styles from './board-toolbar.module.css';

/** What narrows the list and orders it. */
export function BoardToolbar() {
  return (
    <div className={styles.toolbar}>
      <SearchBox />
      <FilterMenu />
    </div>
  );
}
