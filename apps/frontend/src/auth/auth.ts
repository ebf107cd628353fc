import 'server-only';
import { betterAuth } from 'better-auth';
import { readEnvironment } from '@/lib/env';
import { type Database, openDatabase, openPool } from './database';
import { buildAuthOptions } from './options';
import type { Protocol } from './request-origin';

type Auth = ReturnType<typeof createAuth>;
type Pair = Record<Protocol, Auth>;

let pair: Pair | undefined;

/**
 * Better Auth for requests that reached the user's browser by this protocol: cookies are `Secure` with
 * https and plain with http, where a browser would drop them. Made at the first request, so that a
 * build needs neither a secret nor a database.
 */
export function getAuth(protocol: Protocol): Auth {
  pair ??= createPair();
  return pair[protocol];
}

function createPair(): Pair {
  const { databaseUrl, authSecret } = readEnvironment();
  const database = openDatabase(openPool(databaseUrl));
  return { http: createAuth(database, authSecret, false), https: createAuth(database, authSecret, true) };
}

function createAuth(database: Database, secret: string, useSecureCookies: boolean) {
  return betterAuth(buildAuthOptions(database, secret, useSecureCookies));
}
