'use client';

import { useState } from 'react';
import { signOut } from '@/auth/account-requests';
import segments from '@/ui/segments.module.css';
import { type Theme, THEME_COOKIE, THEMES } from './theme';
import styles from './account-menu.module.css';

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const NAMES: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' };

/** Who is signed in, how the pages look, and the way out. A popover: the browser closes it on Escape and outside clicks. */
export function AccountMenu({ name, email, theme }: { name: string; email: string; theme: Theme }) {
  const [chosen, setChosen] = useState(theme);
  const [failure, setFailure] = useState('');

  function choose(next: Theme) {
    setChosen(next);
    document.documentElement.dataset['theme'] = next;
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }

  async function leave() {
    const outcome = await signOut();
    if (outcome.ok) window.location.replace('/sign-in');
    else setFailure(outcome.message);
  }

  return (
    <>
      <button type="button" className={styles.avatar} popoverTarget="account-menu" aria-label={`Account of ${name}`}>
        {name.trim().charAt(0).toUpperCase() || '·'}
      </button>
      <div id="account-menu" popover="auto" className={styles.menu}>
        <p className={styles.who}>
          <strong>{name}</strong>
          <span>{email}</span>
        </p>
        <fieldset className={styles.appearance}>
          <legend>Appearance</legend>
          <div className={`${segments.segments} ${styles.themes}`}>
            {THEMES.map((option) => (
              <label key={option}>
                <input
                  type="radio"
                  name="theme"
                  checked={option === chosen}
                  onChange={() => {
                    choose(option);
                  }}
                />
                <span>{NAMES[option]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <button type="button" className={styles.leave} onClick={() => void leave()}>
          Sign out
        </button>
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      </div>
    </>
  );
}
