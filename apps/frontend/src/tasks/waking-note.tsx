import type { Awaited } from './patience';
import styles from './waking-note.module.css';

const TEXTS: Readonly<Record<Awaited, { title: string; text: string }>> = {
  database: {
    title: 'Waking the database…',
    text: 'It sleeps when nobody needs it. This takes a few seconds, and goes on by itself.',
  },
  server: { title: 'The server is starting…', text: 'This takes a few seconds, and goes on by itself.' },
};

interface WakingNoteProps {
  awaited: Awaited;
  /** In one line over a list that is there, instead of in its place. */
  isSlim: boolean;
}

/** Says for whom everybody waits; nothing has to be done about it. */
export function WakingNote({ awaited, isSlim }: WakingNoteProps) {
  const { title, text } = TEXTS[awaited];
  return (
    <div className={styles.note} data-slim={isSlim} role="status">
      <span className={styles.dots} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <p>
        <strong>{title}</strong>
        {!isSlim && <span>{text}</span>}
      </p>
    </div>
  );
}
