'use client';

import { SparkIcon } from '@/ui/icons';
import { useClock } from '../clock-context';
import type { ActivityGroup } from './activity';
import { describeAction, describeChanges, describeTime } from './describe-activity';
import styles from './activity.module.css';

interface ActivityItemProps {
  group: ActivityGroup;
  isUndoing: boolean;
  /** Why it could not be undone. */
  refusal: string;
  onUndo: () => void;
}

/** One change, or several that were made in one go: what, by whom, when, and Undo where that is possible. */
export function ActivityItem({ group, isUndoing, refusal, onUndo }: ActivityItemProps) {
  const clock = useClock();
  const { activities, actor, createdAt, isUndoable, isUndone } = group;
  const name = activities.length === 1 ? (activities[0]?.title ?? '') : `${activities.length} changes`;
  return (
    <div className={styles.item} data-undone={isUndone}>
      <div>
        {activities.map((activity) => (
          <p key={activity.id}>
            {describeAction(activity)} <strong>{activity.title}</strong>
            {describeChanges(activity, clock).map((line) => (
              <span key={line} className={styles.change}>
                {line}
              </span>
            ))}
          </p>
        ))}
        <p className={styles.by}>
          {actor === 'assistant' && <SparkIcon />}
          {actor === 'assistant' ? 'Assistant' : 'You'} ·{' '}
          <time dateTime={createdAt}>{describeTime(createdAt, clock)}</time>
          {isUndone && ' · undone'}
        </p>
        {refusal !== '' && (
          <p className={styles.refusal} role="alert">
            Not undone. {refusal}
          </p>
        )}
      </div>
      {isUndoable && (
        <button type="button" aria-label={`Undo: ${name}`} disabled={isUndoing} onClick={onUndo}>
          {isUndoing ? 'Undoing…' : 'Undo'}
        </button>
      )}
    </div>
  );
}
