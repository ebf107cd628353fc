import type { BetterAuthOptions } from 'better-auth';
import { jwt } from 'better-auth/plugins/jwt';
import { nextCookies } from 'better-auth/next-js';
import type { Pool } from 'pg';

/** Who signs the tokens for the backend, and for whom. Pinned: the request's host has no say in it. */
export const TOKEN_ISSUER = 'todo-app';
export const TOKEN_AUDIENCE = 'todo-api';

/** Long enough for a slow answer to begin, short enough to be worthless when it leaks. */
const TOKEN_LIFETIME = '5m';

/**
 * Better Auth as this application uses it. No base URL: `bindToOrigin` gives each request the origin
 * it was addressed to, which makes that one origin, and no other, the trusted one.
 */
export function buildAuthOptions(pool: Pool, secret: string, useSecureCookies: boolean) {
  return {
    appName: 'Todo',
    secret,
    database: pool,
    logger: { level: 'error' },
    telemetry: { enabled: false },
    emailAndPassword: { enabled: true, autoSignIn: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: 7 * 24 * 60 * 60, updateAge: 24 * 60 * 60 },
    // A browser asks for a session, not for a token: tokens are made and kept on this side.
    disabledPaths: ['/token'],
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      // Behind a NodePort all clients may share one address: generous for a household, slow for a guesser.
      customRules: {
        '/sign-in/email': { window: 60, max: 60 },
        '/sign-up/email': { window: 60, max: 60 },
        '/jwks': false,
      },
    },
    advanced: {
      useSecureCookies,
      cookiePrefix: 'todo',
      // Said aloud, for in a test Better Auth checks neither unless told to.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      // The tables are made by `migrate.mjs` before any server starts; looking again would wake a sleeping database.
      database: { validateSchema: false },
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
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
