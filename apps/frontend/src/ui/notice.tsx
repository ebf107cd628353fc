import type { ReactNode } from 'react';
import { Wordmark } from './wordmark';
import styles from './notice.module.css';

/** A page with one thing to say and one thing to do. */
export function Notice({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <main className={styles.notice}>
      <Wordmark />
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </main>
  );
}
