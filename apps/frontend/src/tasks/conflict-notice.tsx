'use client';

import type { Entry } from './change';
import { useClock } from './clock-context';
import { describeFailure, resolveDifferences } from './describe-failure';
import type { Task } from './task';
import type { TaskActions } from './use-task-actions';
import styles from './conflict-notice.module.css';

interface ConflictNoticeProps {
  entry: Entry;
  /** The task as somebody else left it. */
  theirs: Task;
  actions: Pick<TaskActions, 'retry' | 'discard'>;
}

/** Shows what somebody else made of a task beside what was written here, and lets the person choose. */
export function ConflictNotice({ entry, theirs, actions }: ConflictNoticeProps) {
  const { change } = entry;
  const differences = resolveDifferences(change, theirs, useClock());
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>Changed elsewhere.</strong>{' '}
        {differences.length > 0 ? 'Which version do you want to keep?' : describeFailure(entry)}
      </p>
      {differences.length > 0 && (
        <dl>
          {differences.map(({ field, theirs: other, yours }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                <span>Theirs</span> {other}
              </dd>
              <dd>
                <span>Yours</span> {yours}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className={styles.buttons}>
        <button
          type="button"
          onClick={() => {
            actions.retry(entry);
          }}
        >
          {change.kind === 'delete' ? 'Delete anyway' : 'Keep mine'}
        </button>
        <button
          type="button"
          onClick={() => {
            actions.discard(entry);
          }}
        >
          {change.kind === 'delete' ? 'Keep the task' : 'Take theirs'}
        </button>
      </div>
    </div>
  );
}
