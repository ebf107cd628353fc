'use client';

import { CloseIcon } from '@/ui/icons';
import { useBoardState } from './board-context';
import { describeSettings } from './filter-choices';
import { useGoTo } from './use-address';
import styles from './board-toolbar.module.css';

/** What narrows or orders the list, each to be taken away with one click. */
export function FilterChips() {
  const query = useBoardState((state) => state.query);
  const goTo = useGoTo();
  const settings = describeSettings(query);
  if (settings.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Set filters">
      {settings.map(({ label, cleared }) => (
        <li key={label}>
          <button
            type="button"
            aria-label={`Remove filter ${label}`}
            onClick={() => {
              goTo({ ...query, ...cleared });
            }}
          >
            {label}
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}
