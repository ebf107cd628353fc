import { HistoryIcon, KeyboardIcon } from './view-icons';
import styles from './board-page.module.css';

/** What is wanted now and then: below the views and the tags. */
export function RailFoot({ onActivity, onKeys }: { onActivity: () => void; onKeys: () => void }) {
  return (
    <div className={styles.foot}>
      <button type="button" onClick={onActivity}>
        <HistoryIcon />
        Activity
      </button>
      <button type="button" aria-keyshortcuts="?" onClick={onKeys}>
        <KeyboardIcon />
        Keyboard
      </button>
    </div>
  );
}
