import { randomUUID } from 'node:crypto';
import { UserError } from '../src';

/** Somebody with an account, at the application's own address. */
export interface Visitor {
  /** Calls the API as a script of the page would; throws unless it answers 2xx. Returns the whole body. */
  ask: (path: string, body?: unknown) => Promise<string>;
}

/** Makes one account, as a newcomer's browser would. */
export async function joinAsVisitor(url: string): Promise<Visitor> {
  const { origin } = new URL(url);
  const person = { name: 'Bench', email: `bench-${randomUUID()}@example.com`, password: `secret ${randomUUID()}` };
  const send = (path: string, body: unknown, cookie?: string): Promise<Response> =>
    fetch(new URL(path, url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Origin: origin, 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // longer than any answer that is worth measuring
      signal: AbortSignal.timeout(60_000),
    });
  const joined = await send('/api/auth/sign-up/email', person);
  if (!joined.ok) throw new UserError(`Make an account for the bench: ${await describe(joined)}.`, `See: ${url}`);
  const cookie = joined.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  return {
    ask: async (path, body) => {
      const answer = await send(`/api/backend/api/v1${path}`, body, cookie);
      if (!answer.ok) throw new Error(await describe(answer));
      return answer.text();
    },
  };
}

async function describe(answer: Response): Promise<string> {
  return `${answer.status} ${(await answer.text()).slice(0, 200)}`.trim();
}
