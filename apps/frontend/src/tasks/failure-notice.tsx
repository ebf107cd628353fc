'use client';

import { AlertIcon } from '@/ui/icons';
import type { Entry } from './change';
import { ConflictNotice } from './conflict-notice';
import { describeFailure } from './describe-failure';
import type { TaskActions } from './use-task-actions';
import styles from './failure-notice.module.css';

interface FailureNoticeProps {
  entry: Entry;
  actions: Pick<TaskActions, 'retry' | 'discard'>;
}

/** Says that a change did not reach the server, why, what was written, and what can be done about it. */
export function FailureNotice({ entry, actions }: FailureNoticeProps) {
  const { failure } = entry;
  if (failure?.theirs) return <ConflictNotice entry={entry} theirs={failure.theirs} actions={actions} />;
  return (
    <div className={styles.notice} role="alert">
      <AlertIcon />
      <p>{describeFailure(entry)}</p>
      {failure?.retry !== 'never' && (
        <button
          type="button"
          onClick={() => {
            actions.retry(entry);
          }}
        >
          {failure?.retry === 'anew' ? 'Add it again' : 'Retry'}
        </button>
      )}
      <button
        type="button"
        onClick={() => {
          actions.discard(entry);
        }}
      >
        Discard
      </button>
    </div>
  );
}
