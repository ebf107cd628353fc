'use client';

import { AlertIcon } from '@/ui/icons';
import type { Change, Entry } from './board';
import styles from './failure-notice.module.css';

interface FailureNoticeProps {
  entry: Entry;
  onRetry: (entry: Entry) => void;
  onDiscard: (entry: Entry) => void;
}

/** Says that a change did not reach the server, why, and what can be done about it. */
export function FailureNotice({ entry, onRetry, onDiscard }: FailureNoticeProps) {
  return (
    <div className={styles.notice} role="alert">
      <AlertIcon />
      <p>
        {describeChange(entry.change)} {entry.failure}
      </p>
      <button
        type="button"
        onClick={() => {
          onRetry(entry);
        }}
      >
        Retry
      </button>
      <button
        type="button"
        onClick={() => {
          onDiscard(entry);
        }}
      >
        Discard
      </button>
    </div>
  );
}

function describeChange(change: Change): string {
  switch (change.kind) {
    case 'add':
      return 'Not saved.';
    case 'edit':
      return change.fields.title === undefined ? 'Your edit is not saved.' : `“${change.fields.title}” is not saved.`;
    case 'complete':
      return change.isDone ? 'Not marked as done.' : 'Still marked as done.';
    case 'delete':
      return 'Not deleted.';
  }
}
