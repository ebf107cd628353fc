'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import button from '@/ui/button.module.css';
import { Field } from '@/ui/field';
import { useIsHydrated } from '@/ui/use-is-hydrated';
import { type AccountOutcome, type Credentials, signIn, signUp } from './account-requests';
import styles from './account-form.module.css';

const VARIANTS = {
  'sign-in': {
    send: signIn,
    label: 'Sign in',
    busy: 'Signing in…',
    passwordHint: undefined,
    passwordAutoComplete: 'current-password',
  },
  'sign-up': {
    send: signUp,
    label: 'Create account',
    busy: 'Creating account…',
    passwordHint: 'At least 8 characters.',
    passwordAutoComplete: 'new-password',
  },
} as const;

/** E-mail and password, and a name for a new account. A refusal is said beside the button and keeps what was typed. */
export function AccountForm({ variant }: { variant: keyof typeof VARIANTS }) {
  const { send, label, busy, passwordHint, passwordAutoComplete } = VARIANTS[variant];
  const [outcome, setOutcome] = useState<AccountOutcome | 'waiting' | 'waking'>();
  const errorRef = useRef<HTMLParagraphElement>(null);
  const errorId = useId();
  // Before the script is there, the form would send the password to a page that does not know what to do with it.
  const isReady = useIsHydrated();
  const isWaiting = typeof outcome === 'string' || (outcome?.ok ?? false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setOutcome('waiting');
    const result = await send(readCredentials(new FormData(event.currentTarget)), {
      onWaking: () => {
        setOutcome('waking');
      },
    });
    setOutcome(result);
    // A full load: what the server rendered for a stranger must not survive in the router's cache.
    if (result.ok) window.location.replace('/');
    else errorRef.current?.focus();
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-describedby={errorId} method="post">
      {variant === 'sign-up' && <Field label="Name" name="name" autoComplete="name" required maxLength={80} />}
      <Field
        label="E-mail"
        name="email"
        type="email"
        autoComplete="email"
        required
        maxLength={254}
        spellCheck={false}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        hint={passwordHint}
        autoComplete={passwordAutoComplete}
        required
        minLength={variant === 'sign-up' ? 8 : 1}
        maxLength={128}
      />
      <p id={errorId} ref={errorRef} tabIndex={-1} role="alert" className={styles.error}>
        {typeof outcome === 'object' && !outcome.ok ? outcome.message : null}
      </p>
      <button className={button.primary} disabled={isWaiting || !isReady}>
        {outcome === 'waking' ? 'Waking the database…' : isWaiting ? busy : label}
      </button>
    </form>
  );
}

function readCredentials(form: FormData): Credentials {
  const read = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return { name: read('name').trim(), email: read('email').trim(), password: read('password') };
}
