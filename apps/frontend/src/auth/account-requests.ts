/** What came of a request about the account. `message` is for the person in front of the screen. */
export type AccountOutcome = { ok: true } | { ok: false; message: string };

export interface Credentials {
  /** Only a new account has one. */
  name?: string;
  email: string;
  password: string;
}

/** Makes an account and signs in to it; the session arrives as a cookie that scripts cannot read. */
export function signUp({ name = '', email, password }: Credentials): Promise<AccountOutcome> {
  return post('/api/auth/sign-up/email', { name, email, password });
}

export function signIn({ email, password }: Credentials): Promise<AccountOutcome> {
  return post('/api/auth/sign-in/email', { email, password });
}

export function signOut(): Promise<AccountOutcome> {
  return post('/api/auth/sign-out', {});
}

async function post(path: string, body: object): Promise<AccountOutcome> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, message: 'The server cannot be reached. Check the connection and try again.' };
  }
  if (answer.ok) return { ok: true };
  return { ok: false, message: describeRefusal(answer.status, await answer.json().catch(() => undefined)) };
}

/** A sentence for a refused request, from its status and its body (Better Auth's `{code}`, or a problem's `{detail}`). */
export function describeRefusal(status: number, body: unknown): string {
  const { code, detail } = (typeof body === 'object' && body !== null ? body : {}) as {
    code?: unknown;
    detail?: unknown;
  };
  if (typeof code === 'string' && Object.hasOwn(SENTENCES, code)) return SENTENCES[code as keyof typeof SENTENCES];
  if (status === 429) return 'Too many attempts. Wait a minute, then try again.';
  if (typeof detail === 'string') return detail;
  if (status >= 500) return 'Accounts are not available at the moment. Try again shortly.';
  return 'That did not work. Check what you entered and try again.';
}

const SENTENCES = {
  INVALID_EMAIL_OR_PASSWORD: 'That e-mail address and password do not match an account.',
  INVALID_EMAIL: 'That does not look like an e-mail address.',
  PASSWORD_TOO_SHORT: 'Use a password of at least 8 characters.',
  PASSWORD_TOO_LONG: 'Use a password of at most 128 characters.',
  USER_ALREADY_EXISTS: 'There is an account with this e-mail address already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this e-mail address already. Sign in instead.',
} as const;
