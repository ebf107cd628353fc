import type { Card } from './card';
import styles from './card.module.css';

/** Marks what the browser did by itself, so that nobody takes it for the assistant's understanding. */
export function CardOrigin({ card: { by, state } }: { card: Card }) {
  if (by === 'assistant' || state === 'running') return null;
  return <p className={styles.by}>{state === 'done' ? 'Done without the assistant' : 'Without the assistant'}</p>;
}
