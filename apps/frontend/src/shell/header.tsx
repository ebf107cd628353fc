import Link from 'next/link';
import type { CurrentUser } from '@/auth/session';
import { Wordmark } from '@/ui/wordmark';
import { AccountMenu } from './account-menu';
import styles from './header.module.css';
import type { Theme } from './theme';

export function Header({ user, theme }: { user: CurrentUser; theme: Theme }) {
  return (
    <header className={styles.header}>
      <Link href="/" aria-label="Todo, all tasks">
        <Wordmark />
      </Link>
      <AccountMenu name={user.name} email={user.email} theme={theme} />
    </header>
  );
}
