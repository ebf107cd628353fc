import 'server-only';
import { headers } from 'next/headers';
import { getAuth } from './auth';
import { askDatabase } from './database-errand';
import { resolveRequestOrigin } from './request-origin';

/** The person who is signed in, as the pages show them. */
export interface CurrentUser {
  id: string;
  email: string;
  name: string;
}

/**
 * Who sent the current request, or undefined when nobody is signed in. Asks the database when there is a session cookie.
 * @throws {DatabaseAwayError} within three seconds when the database does not answer, which is not "nobody".
 */
export async function readCurrentUser(): Promise<CurrentUser | undefined> {
  const sent = await headers();
  const origin = resolveRequestOrigin(sent);
  if (!origin) return undefined;
  const session = await askDatabase(() => getAuth(origin.protocol).api.getSession({ headers: sent }), {
    isRepeatable: true,
  });
  return session ? { id: session.user.id, email: session.user.email, name: session.user.name } : undefined;
}
