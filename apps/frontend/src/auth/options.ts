import type { BetterAuthOptions } from 'better-auth';
import { jwt } from 'better-auth/plugins/jwt';
import { nextCookies } from 'better-auth/next-js';
import { CLIENT_HEADER } from './client-address';
import type { Database } from './database';
import { createRateLimitStorage } from './rate-limit';

/** Who signs the tokens for the backend, and for whom. Pinned: the request's host has no say in it. */
export const TOKEN_ISSUER = 'todo-app';
export const TOKEN_AUDIENCE = 'todo-api';

/** Long enough for a slow answer to begin, short enough to be worthless when it leaks. */
const TOKEN_LIFETIME = '5m';

/** Attempts of one address. Whoever guesses gets one password a second; a household, or a school, does not notice. */
const SIGN_IN_RULE = { window: 60, max: 60 };

/**
 * Better Auth as this application uses it. No base URL: `bindToOrigin` gives each request the origin
 * it was addressed to, which makes that one origin, and no other, the trusted one.
 */
export function buildAuthOptions(database: Database, secret: string, useSecureCookies: boolean) {
  return {
    appName: 'Todo',
    secret,
    database,
    logger: { level: 'error', log: writeLog },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, autoSignIn: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 7 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },
    // A browser asks for a session, not for a token: tokens are made and kept on this side.
    disabledPaths: ['/token'],
    rateLimit: {
      enabled: true,
      // Makes the table; how it is counted in is ours.
      storage: 'database',
      customStorage: createRateLimitStorage(database),
      window: 60,
      max: 300,
      // Behind a NodePort all clients may share one address: generous for a household, slow for a guesser.
      customRules: {
        '/sign-in/email': SIGN_IN_RULE,
        '/sign-up/email': SIGN_IN_RULE,
        '/jwks': false,
      },
    },
    advanced: {
      // By TLS the name itself says `__Host-`: a browser takes it from this very host only, never from a sibling's.
      useSecureCookies: false,
      cookiePrefix: useSecureCookies ? '__Host-todo' : 'todo',
      defaultCookieAttributes: { secure: useSecureCookies },
      // Said aloud, for in a test Better Auth checks neither unless told to.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      // The tables are made by `migrate.mjs` before any server starts; looking again would wake a sleeping database.
      database: { validateSchema: false },
      ipAddress: { ipAddressHeaders: [CLIENT_HEADER] },
    },
    plugins: [
      jwt({
        disableSettingJwtHeader: true,
        jwt: {
          issuer: TOKEN_ISSUER,
          audience: TOKEN_AUDIENCE,
          expirationTime: TOKEN_LIFETIME,
          definePayload: ({ user }) => ({ email: user.email, name: user.name }),
        },
      }),
      nextCookies(),
    ],
  } satisfies BetterAuthOptions;
}

/** One line, like the rest of the log. Written out, a stack costs more than the request that failed. */
function writeLog(level: string, message: string, ...details: unknown[]): void {
  console.error(JSON.stringify({ level, message: `Accounts: ${message}`, error: details.map(String).join('; ') }));
}
