import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import type { Database } from './database';
import { buildAuthOptions } from './options';

const SECRET = 'a secret for tests that is long enough';
const ADA = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };

/** Counts are kept in a real table only. */
const UNCOUNTED = { rateLimit: { enabled: false } };
const NO_DATABASE: Database = {
  connect: () => Promise.reject(new Error('these tables are in memory')),
  end: () => Promise.resolve(),
};

/** The real Better Auth with the application's options, in front of tables in memory. */
function createAuth(useSecureCookies: boolean) {
  const options = buildAuthOptions(NO_DATABASE, SECRET, useSecureCookies);
  return betterAuth({ ...options, ...UNCOUNTED, database: memoryAdapter(tables) });
}

let tables: Record<string, unknown[]>;
let auth: ReturnType<typeof createAuth>;
beforeEach(() => {
  tables = { user: [], session: [], account: [], verification: [], jwks: [], rateLimit: [] };
  auth = createAuth(false);
});

function send(
  origin: string,
  path: string,
  init: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  const request = new Request(`${origin}/api/auth${path}`, {
    method: init.body ? 'POST' : 'GET',
    headers: { host: new URL(origin).host, 'content-type': 'application/json', ...init.headers },
    ...(init.body ? { body: JSON.stringify(init.body) } : {}),
  });
  return auth.handler(request);
}

function signUp(origin: string, from = origin): Promise<Response> {
  return send(origin, '/sign-up/email', {
    body: ADA,
    headers: { origin: from, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
  });
}

test.each(['http://127.0.0.1:30080', 'http://192.168.49.2:30080', 'http://localhost:41234', 'http://devbox:30080'])(
  'an account made at %s gets a cookie that a browser keeps there',
  async (origin) => {
    const answer = await signUp(origin);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toMatch(/^todo\.session_token=.*HttpOnly; SameSite=Lax$/);
  },
);

test('behind TLS the cookie is for TLS only', async () => {
  auth = createAuth(true);
  expect((await signUp('https://todo.example.com')).headers.get('set-cookie')).toMatch(
    /^__Host-todo\.session_token=.*Secure/,
  );
});

test.each(['http://evil.example', 'http://127.0.0.1:5173', 'http://10.0.0.7:30080'])(
  'a page of %s is refused',
  async (from) => {
    expect((await signUp('http://127.0.0.1:30080', from)).status).toBe(403);
  },
);

test('the token names issuer, audience and user, whatever the host, and lives five minutes', async () => {
  const cookie = (await signUp('http://evil.test')).headers.get('set-cookie')?.split(';')[0] ?? '';
  const { token } = await auth.api.getToken({ headers: new Headers({ cookie, host: 'evil.test' }) });
  const claims = decodeJwt(token);
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA' });
  expect(claims).toMatchObject({ iss: 'todo-app', aud: 'todo-api', email: ADA.email });
  expect(claims.sub).toMatch(/^\w+$/);
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300);
});

test('a browser cannot have the token', async () => {
  const answer = await signUp('http://127.0.0.1:30080');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const session = await send('http://127.0.0.1:30080', '/get-session', { headers: { cookie } });
  expect(session.status).toBe(200);
  expect(session.headers.has('set-auth-jwt')).toBe(false);
  expect((await send('http://127.0.0.1:30080', '/token', { headers: { cookie } })).status).toBe(404);
});

test('the public keys are for everybody', async () => {
  const answer = await send('http://frontend-svc', '/jwks');
  expect(await answer.json()).toMatchObject({ keys: [{ alg: 'EdDSA', crv: 'Ed25519', kty: 'OKP' }] });
});
