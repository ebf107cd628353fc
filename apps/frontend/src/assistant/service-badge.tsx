'use client';

import type { AssistantState } from './assistant-store';
import { formatMoment } from './moment';
import { usePanel } from './panel-context';
import styles from './panel.module.css';

/** Whether the assistant is there, in a word. */
export function ServiceBadge({ service }: { service: AssistantState['service'] }) {
  const { readClock } = usePanel();
  if (!service) return null;
  const clock = readClock();
  const isOver = service.retryAt !== null && service.retryAt <= clock.now.getTime();
  const state = service.state === 'limited' && isOver ? 'ready' : service.state;
  const until = state === 'limited' && service.retryAt !== null ? ` until ${formatMoment(service.retryAt, clock)}` : '';
  const words = { ready: 'Ready', off: 'Off', limited: 'Limited' };
  return (
    <span className={styles.badge} data-state={state}>
      {words[state]}
      {until}
    </span>
  );
}
