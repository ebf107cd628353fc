'use client';

import { useState } from 'react';
import { Dialog } from '@/ui/dialog';
import { useClock } from '../clock-context';
import { type Actor, groupActivities } from './activity';
import { ActivityItem } from './activity-item';
import { describeDay } from './describe-activity';
import { useActivity } from './use-activity';
import button from '@/ui/button.module.css';
import segments from '@/ui/segments.module.css';
import styles from './activity.module.css';

const ACTORS: readonly { actor: Actor | null; name: string }[] = [
  { actor: null, name: 'All' },
  { actor: 'user', name: 'You' },
  { actor: 'assistant', name: 'Assistant' },
];

/** Everything that was changed, by whom, and the way back from it. */
export function ActivityDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Activity" shape="sheet" isOpen={isOpen} onClose={onClose}>
      <ActivityLog />
    </Dialog>
  );
}

function ActivityLog() {
  const [actor, setActor] = useState<Actor | null>(null);
  const { activities, nextCursor, isLoading, failure, undoing, refusal, load, undo } = useActivity(actor);
  const clock = useClock();
  const groups = groupActivities(activities);
  const days = groups.map(({ createdAt }) => describeDay(createdAt, clock));
  return (
    <div className={styles.log}>
      <fieldset className={`${segments.segments} ${styles.actors}`}>
        <legend className="visually-hidden">Changes by</legend>
        {ACTORS.map(({ actor: option, name }) => (
          <label key={name}>
            <input
              type="radio"
              name="actor"
              checked={option === actor}
              onChange={() => {
                setActor(option);
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      {failure !== '' && (
        <p className={styles.trouble} role="alert">
          The log could not be loaded. {failure}{' '}
          <button type="button" onClick={() => void load(null)}>
            Retry
          </button>
        </p>
      )}
      <ul aria-busy={isLoading}>
        {groups.map((group, index) => (
          <li key={group.key}>
            {days[index] !== days[index - 1] && <h3>{days[index]}</h3>}
            <ActivityItem
              group={group}
              isUndoing={undoing === group.key}
              refusal={refusal?.key === group.key ? refusal.reason : ''}
              onUndo={() => void undo(group)}
            />
          </li>
        ))}
      </ul>
      {groups.length === 0 && !isLoading && failure === '' && (
        <p className={styles.empty}>Nothing yet. Every change to a task is kept here, and can be undone.</p>
      )}
      {nextCursor !== null && (
        <button type="button" className={button.quiet} disabled={isLoading} onClick={() => void load(nextCursor)}>
          {isLoading ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
