import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { DatabaseAwayError } from '@/auth/database-errors';
import { readCurrentUser } from '@/auth/session';
import { Wordmark } from '@/ui/wordmark';
import styles from './layout.module.css';

const PREVIEW = [
  { title: 'Book the dentist', isDone: true },
  { title: 'Water the tomatoes', isDone: true },
  { title: 'Send Lena the photos', isDone: false },
  { title: 'Plan the long weekend', isDone: false },
];

export default async function AccountLayout({ children }: { children: ReactNode }) {
  if (await isSignedIn()) redirect('/');
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <Wordmark />
        <div className={styles.card}>{children}</div>
      </main>
      <aside className={styles.aside} aria-hidden="true">
        <p>
          One thing
          <br />
          at a time.
        </p>
        <ul>
          {PREVIEW.map(({ title, isDone }) => (
            <li key={title} data-done={isDone}>
              {title}
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}

/** While the database is away nobody is known, and the form can be filled in meanwhile. */
async function isSignedIn(): Promise<boolean> {
  try {
    return (await readCurrentUser()) !== undefined;
  } catch (error) {
    if (error instanceof DatabaseAwayError) return false;
    throw error;
  }
}
