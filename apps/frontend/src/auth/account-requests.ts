/** What came of a request about the account. `message` is for the person in front of the screen. */
export type AccountOutcome = { ok: true } | { ok: false; message: string };

export interface Credentials {
  /** Only a new account has one. */
  name?: string;
  email: string;
  password: string;
}

/** What a form may want to know while it waits, and, for a test, how requests are sent. */
export interface RequestOptions {
  /** The database was asleep: it wakes now, and the request is sent again in a moment. */
  onWaking?: () => void;
  send?: typeof fetch;
}

/** Makes an account and signs in to it; the session arrives as a cookie that scripts cannot read. */
export function signUp({ name = '', email, password }: Credentials, options?: RequestOptions): Promise<AccountOutcome> {
  return post('/api/auth/sign-up/email', { name, email, password }, options);
}

export function signIn({ email, password }: Credentials, options?: RequestOptions): Promise<AccountOutcome> {
  return post('/api/auth/sign-in/email', { email, password }, options);
}

export function signOut(options?: RequestOptions): Promise<AccountOutcome> {
  return post('/api/auth/sign-out', {}, options);
}

/** A database that sleeps is awake long before these are used up. */
const MOST_ATTEMPTS = 8;

async function post(
  path: string,
  body: object,
  { onWaking = () => undefined, send = fetch }: RequestOptions = {},
): Promise<AccountOutcome> {
  for (let attempt = 1; ; attempt++) {
    let answer: Response;
    try {
      answer = await send(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    } catch {
      return { ok: false, message: 'The server cannot be reached. Check the connection and try again.' };
    }
    if (answer.ok) return { ok: true };
    const problem: unknown = await answer.json().catch(() => undefined);
    if (!isDatabaseAway(problem) || attempt === MOST_ATTEMPTS) {
      return { ok: false, message: describeRefusal(answer.status, problem) };
    }
    onWaking();
    await waitSeconds(Number(answer.headers.get('retry-after') ?? 2));
  }
}

function isDatabaseAway(problem: unknown): boolean {
  return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'database-away';
}

function waitSeconds(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
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
  'database-away': 'The database does not wake up. Try again in a minute.',
  INVALID_EMAIL_OR_PASSWORD: 'That e-mail address and password do not match an account.',
  INVALID_EMAIL: 'That does not look like an e-mail address.',
  PASSWORD_TOO_SHORT: 'Use a password of at least 8 characters.',
  PASSWORD_TOO_LONG: 'Use a password of at most 128 characters.',
  USER_ALREADY_EXISTS: 'There is an account with this e-mail address already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'There is an account with this e-mail address already. Sign in instead.',
} as const;
