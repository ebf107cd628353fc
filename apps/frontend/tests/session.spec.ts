import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, startBackend } from './backend';
import { type Answer, ask, post, readCookies } from './http';
import { becomeSomebody, inventPerson, signIn, signUp } from './person';
import { query } from './postgres';
import { createAccounts, missing, type Server, startServer, suite } from './server';

const PUBLIC_HOST = 'todo.example.org';
const TLS = { host: PUBLIC_HOST, origin: `https://${PUBLIC_HOST}`, 'x-forwarded-proto': 'https' };
const TASKS = '/api/backend/api/v1/tasks';

describe.skipIf(missing)(suite('a session'), () => {
  let backend: Backend;
  let server: Server;
  let database: string;
  beforeAll(async () => {
    database = await createAccounts();
    backend = await startBackend();
    server = await startServer({
      DATABASE_URL: database,
      BACKEND_URL: backend.url,
      BETTER_AUTH_ALLOWED_HOSTS: PUBLIC_HOST,
    });
  });
  afterAll(async () => {
    await server.stop();
    await backend.stop();
  });

  const askTasks = (cookie: string, headers: Record<string, string> = {}) =>
    ask(`${server.url}${TASKS}`, { headers: { cookie, ...headers } });

  describe.each([
    ['by http', {}, 'todo.', false],
    ['by https', TLS, '__Host-todo.', true],
  ] as const)('%s', (_, headers, prefix, isSecure) => {
    const person = inventPerson();
    const flows: [string, () => Promise<Answer>][] = [
      ['a new account', () => signUp(server.url, person, headers)],
      ['signing in', () => signIn(server.url, person, headers)],
      [
        'signing in for this time only',
        () => post(`${server.url}/api/auth/sign-in/email`, { ...person, rememberMe: false }, headers),
      ],
      [
        'asking who is there',
        async () =>
          ask(`${server.url}/api/auth/get-session`, {
            headers: { ...headers, cookie: readCookies(await signIn(server.url, person, headers)) },
          }),
      ],
      [
        'signing out',
        async () =>
          post(
            `${server.url}/api/auth/sign-out`,
            {},
            {
              ...headers,
              cookie: readCookies(await signIn(server.url, person, headers)),
            },
          ),
      ],
    ];

    test.each(flows)('%s sets cookies that only this server ever sees', async (name, flow) => {
      const answer = await flow();
      expect(answer.status).toBe(200);
      const lines = answer.headers['set-cookie'] ?? [];
      if (name !== 'asking who is there') expect(lines).not.toEqual([]);
      for (const line of lines) {
        const [pair = '', ...attributes] = line.split(/;\s*/);
        const flags = attributes.map((attribute) => attribute.toLowerCase());
        expect(pair.startsWith(prefix), line).toBe(true);
        expect(flags, line).toEqual(expect.arrayContaining(['httponly', 'samesite=lax', 'path=/']));
        expect(flags.includes('secure'), line).toBe(isSecure);
        expect(
          flags.some((flag) => flag.startsWith('domain=')),
          line,
        ).toBe(false);
      }
    });
  });

  test('of http is none by https, and the other way round', async () => {
    const person = inventPerson();
    const plain = readCookies(await signUp(server.url, person));
    const secure = readCookies(await signIn(server.url, person, TLS));
    expect((await askTasks(plain)).status).toBe(200);
    expect((await askTasks(secure, TLS)).status).toBe(200);
    expect((await askTasks(plain, TLS)).status).toBe(401);
    expect((await askTasks(secure)).status).toBe(401);
  });

  test('is a new one at every sign-in, whatever cookie came with it', async () => {
    const victim = inventPerson();
    await signUp(server.url, victim);
    const attacker = await becomeSomebody(server.url);
    const cookie = readCookies(await signIn(server.url, victim, { cookie: attacker }));
    expect(cookie).not.toBe(attacker);
    const { json } = await ask(`${server.url}/api/auth/get-session`, { headers: { cookie: attacker } });
    expect(json).not.toMatchObject({ user: { email: victim.email } });
    const made = await signIn(server.url, victim, { cookie: 'todo.session_token=chosenbytheattacker.c2ln' });
    expect(readCookies(made)).not.toContain('chosenbytheattacker');
  });

  test('ends when its owner signs out: the cookie opens nothing, no token is made', async () => {
    const cookie = await becomeSomebody(server.url);
    expect((await askTasks(cookie)).status).toBe(200);
    expect((await post(`${server.url}/api/auth/sign-out`, {}, { cookie })).status).toBe(200);
    backend.received.length = 0;
    expect((await askTasks(cookie)).status).toBe(401);
    expect((await ask(`${server.url}/`, { headers: { cookie } })).text).toContain('NEXT_REDIRECT;replace;/sign-in;');
    expect((await ask(`${server.url}/api/auth/get-session`, { headers: { cookie } })).json).toBeNull();
    expect(backend.received).toEqual([]);
  });

  test('ends with its row, and when its time is over', async () => {
    const person = inventPerson();
    const first = readCookies(await signUp(server.url, person));
    const second = readCookies(await signIn(server.url, person));
    const of = `"userId" = (SELECT id FROM "user" WHERE email = '${person.email}')`;
    await query(database, `DELETE FROM session WHERE ${of} AND id = (SELECT min(id) FROM session WHERE ${of})`);
    const statuses = [(await askTasks(first)).status, (await askTasks(second)).status];
    expect(statuses.sort()).toEqual([200, 401]);
    await query(database, `UPDATE session SET "expiresAt" = now() - interval '1 minute' WHERE ${of}`);
    expect([(await askTasks(first)).status, (await askTasks(second)).status]).toEqual([401, 401]);
  });

  test.each([
    ['another signature', (cookie: string) => cookie.replace(/\.[^.]*$/, '.bm8%3D')],
    ['no signature', (cookie: string) => cookie.replace(/\.[^.]*$/, '')],
    ['another token', (cookie: string) => cookie.replace(/=.{4}/, '=aaaa')],
  ])('with %s is none', async (_, change) => {
    expect((await askTasks(change(await becomeSomebody(server.url)))).status).toBe(401);
  });

  describe('cannot be used by another page', () => {
    test.each([
      ['of another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
      ['of another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }, 403],
      ['without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
      ['by a form as text', { 'content-type': 'text/plain' }, 415],
      ['by a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
      ['by a form with files', { 'content-type': 'multipart/form-data; boundary=a' }, 415],
    ])('%s', async (_, headers, status) => {
      const cookie = await becomeSomebody(server.url);
      backend.received.length = 0;
      expect((await post(`${server.url}${TASKS}`, { title: 'forged' }, { cookie, ...headers })).status).toBe(status);
      expect((await post(`${server.url}/api/auth/sign-out`, {}, { cookie, ...headers })).status).toBe(status);
      expect(backend.received).toEqual([]);
      expect((await askTasks(cookie)).status).toBe(200);
    });

    test('that says nothing of itself', async () => {
      const cookie = await becomeSomebody(server.url);
      for (const path of [TASKS, '/api/auth/sign-out']) {
        const headers = { cookie, 'content-type': 'application/json' };
        expect((await ask(`${server.url}${path}`, { method: 'POST', headers, body: '{}' })).status).toBe(403);
      }
      expect((await askTasks(cookie)).status).toBe(200);
    });

    test('of another site that may not read either', async () => {
      const cookie = await becomeSomebody(server.url);
      const answer = await askTasks(cookie, { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    });
  });

  test.each(['/sign-in', '/sign-up', '/sign-in?next=http://evil.example', '/sign-in?callbackURL=//evil.example'])(
    'leads from %s to the tasks, and nowhere else',
    async (path) => {
      const answer = await ask(`${server.url}${path}`, { headers: { cookie: await becomeSomebody(server.url) } });
      expect(answer.text + String(answer.headers.location)).toMatch(/NEXT_REDIRECT;replace;\/;307|^\/$/);
      expect(answer.text).not.toMatch(/url=[^"]*evil|NEXT_REDIRECT;[^"]*evil/);
    },
  );

  test.each([
    ['/sign-in', ['email', 'current-password']],
    ['/sign-up', ['name', 'email', 'new-password']],
  ])('begins at %s with fields that a password manager knows', async (path, expected) => {
    const { text } = await ask(`${server.url}${path}`);
    expect([...text.matchAll(/<input[^>]*\sautoComplete="([^"]*)"/gi)].map(([, value]) => value)).toEqual(expected);
    expect(text.match(/<input[^>]*type="password"[^>]*>/g)).toHaveLength(1);
    expect(text).toMatch(/<form[^>]*method="post"/);
    // until the script is there, the password is sent nowhere
    expect(text).toMatch(/<button[^>]*disabled/);
  });

  describe('that is refused says no more than it must', () => {
    test('of who has an account: the same words, and about the same time', async () => {
      const person = inventPerson();
      await signUp(server.url, person);
      const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
      for (let attempt = 0; attempt < 5; attempt++) {
        const known = await signIn(server.url, { ...person, password: 'wrong' });
        const unknown = await signIn(server.url, { ...inventPerson(), password: 'wrong' });
        expect(unknown.status).toBe(401);
        expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
        expect(Object.keys(known.headers).sort()).toEqual(Object.keys(unknown.headers).sort());
        times.known.push(known.millis);
        times.unknown.push(unknown.millis);
      }
      const ratio = Math.min(...times.known) / Math.min(...times.unknown);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    });

    test('of an account that is there already, but that', async () => {
      const person = inventPerson();
      await signUp(server.url, person);
      const answer = await signUp(server.url, { ...person, name: 'Somebody else', password: 'another password' });
      expect(answer.status).toBe(422);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.text).not.toContain('Ada');
    });
  });
});
