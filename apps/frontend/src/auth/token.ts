import 'server-only';
import { isAPIError } from 'better-auth/api';
import { getAuth } from './auth';
import { askDatabase } from './database-errand';
import type { Protocol } from './request-origin';

/**
 * Swaps the session in these headers' cookie for a short-lived token that the backend accepts.
 * @returns undefined when nobody is signed in.
 * @throws {DatabaseAwayError} within three seconds when the database does not answer.
 */
export async function mintToken(sent: Headers, protocol: Protocol): Promise<string | undefined> {
  try {
    const { token } = await askDatabase(() => getAuth(protocol).api.getToken({ headers: sent }), {
      isRepeatable: true,
    });
    return token;
  } catch (error) {
    if (isAPIError(error) && error.statusCode === 401) return undefined;
    throw error;
  }
}
