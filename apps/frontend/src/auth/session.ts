import 'server-only';
import { headers } from 'next/headers';
import { getAuth } from './auth';
import { resolveRequestOrigin } from './request-origin';

/** The person who is signed in, as the pages show them. */
export interface CurrentUser {
  id: string;
  email: string;
  name: string;
}

/** Who sent the current request, or undefined when nobody is signed in. Asks the database. */
export async function readCurrentUser(): Promise<CurrentUser | undefined> {
  const sent = await headers();
  const origin = resolveRequestOrigin(sent);
  if (!origin) return undefined;
  const session = await getAuth(origin.protocol).api.getSession({ headers: sent });
  return session ? { id: session.user.id, email: session.user.email, name: session.user.name } : undefined;
}
