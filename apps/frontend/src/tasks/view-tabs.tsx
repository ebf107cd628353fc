'use client';

import { type View, VIEWS } from './task';
import styles from './view-tabs.module.css';

const NAMES: Record<View, string> = { all: 'All', active: 'Active', done: 'Done' };

/** Links, so that a view has an address; followed without a page load. */
export function ViewTabs({ view, onShow }: { view: View; onShow: (view: View) => void }) {
  return (
    <nav className={styles.tabs} aria-label="Filter">
      {VIEWS.map((name) => (
        <a
          key={name}
          href={name === 'all' ? '/' : `/?view=${name}`}
          aria-current={name === view ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onShow(name);
          }}
        >
          {NAMES[name]}
        </a>
      ))}
    </nav>
  );
}
