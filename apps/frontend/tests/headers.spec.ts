import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECURITY_HEADERS } from '../src/security/headers';
import { type Answer, ask, post, sendRaw } from './http';
import { missing, type Server, startServer, suite } from './server';

const PUBLIC_HOST = 'todo.example.org';

/** Some file of each kind that the build makes. */
function findStatic(extension: string): string {
  const root = join(import.meta.dirname, '../.next/static');
  const file = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(extension));
  return `/_next/static/${file ?? ''}`;
}

describe.skipIf(missing)(suite('every answer of the server'), () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ BETTER_AUTH_ALLOWED_HOSTS: PUBLIC_HOST });
  });
  afterAll(() => server.stop());

  /** Every kind of answer: method, path, headers, and the status that proves that it is the one meant. */
  const ANSWERS: [name: string, ask: () => Promise<Answer>, status: number][] = [
    ['a page', () => ask(`${server.url}/sign-in`), 200],
    ['a page for the router', () => ask(`${server.url}/sign-in?_rsc`, { headers: { RSC: '1' } }), 200],
    ['a page that leads to another', () => ask(`${server.url}/`), 200],
    ['a page that leads the router to another', () => ask(`${server.url}/?_rsc`, { headers: { RSC: '1' } }), 200],
    ['a redirect', () => ask(`${server.url}/sign-in`, { headers: { RSC: '1' } }), 307],
    ['a path with a slash at its end', () => ask(`${server.url}/sign-in/`), 200],
    ['no such page', () => ask(`${server.url}/nothing/here`), 404],
    ['no such file', () => ask(`${server.url}/_next/static/nothing.js`), 404],
    ['the image optimizer', () => ask(`${server.url}/_next/image?url=%2Ficon.svg&w=64&q=75`), 404],
    ['a script', () => ask(`${server.url}${findStatic('.js')}`), 200],
    ['a style sheet', () => ask(`${server.url}${findStatic('.css')}`), 200],
    ['a font', () => ask(`${server.url}${findStatic('.woff2')}`), 200],
    ['the icon', () => ask(`${server.url}/icon.svg`), 200],
    ['liveness', () => ask(`${server.url}/livez`), 200],
    ['readiness', () => ask(`${server.url}/readyz`), 200],
    ['the API without a session', () => ask(`${server.url}/api/backend/api/v1/tasks`), 401],
    ['no such resource', () => ask(`${server.url}/api/backend/readyz`), 404],
    ['no such route', () => ask(`${server.url}/api/nothing`), 404],
    ['a method that no resource has', () => ask(`${server.url}/api/nothing`, { method: 'DELETE' }), 404],
    ['a method that nobody serves', () => ask(`${server.url}/livez`, { method: 'DELETE' }), 405],
    ['accounts without a session', () => ask(`${server.url}/api/auth/get-session`), 503],
    ['accounts while the database is away', () => post(`${server.url}/api/auth/sign-in/email`, {}), 503],
    [
      'another site',
      () =>
        post(`${server.url}/api/auth/sign-out`, {}, { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }),
      403,
    ],
    ['another host', () => ask(`${server.url}/api/auth/get-session`, { headers: { host: 'evil.example' } }), 421],
  ];

  test.each(ANSWERS)('%s has them all', async (_, send, status) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    const { 'Content-Security-Policy': dataPolicy, ...others } = SECURITY_HEADERS;
    for (const [name, value] of Object.entries(others)) expect(answer.headers[name.toLowerCase()], name).toBe(value);
    const policy = String(answer.headers['content-security-policy']);
    const isPage = String(answer.headers['content-type']).startsWith('text/html');
    if (isPage) expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
    else if (!policy.includes("'nonce-")) expect(policy).toBe(dataPolicy);
    expect(policy).not.toContain('unsafe');
    expect(answer.headers['strict-transport-security']).toBeUndefined();
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['server']).toBeUndefined();
  });

  test.each(ANSWERS.filter(([name]) => name !== 'another host'))(
    '%s by TLS asks for TLS ever after',
    async (_, send) => {
      const headers = { host: PUBLIC_HOST, 'x-forwarded-proto': 'https' };
      const answer = await ask(`${server.url}${(await send()).path}`, { headers });
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    },
  );

  test.each([
    ['https', '127.0.0.1'],
    ['https', 'localhost:8443'],
    ['https', 'devbox'],
    ['http', PUBLIC_HOST],
    ['http, https', PUBLIC_HOST],
  ])('%s://%s is not pinned to TLS', async (protocol, host) => {
    const answer = await ask(`${server.url}/sign-in`, { headers: { host, 'x-forwarded-proto': protocol } });
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  test('a request that is none gets a bare refusal', async () => {
    expect(await sendRaw(server.port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe.skipIf(missing)(suite('the content policy of a page'), () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer({ NEXT_PUBLIC_API_URL: 'https://api.example.org/backend' });
  });
  afterAll(() => server.stop());

  test.each(['/sign-in', '/sign-up', '/nothing/here'])('%s carries its nonce on all that runs', async (path) => {
    const { text, headers } = await ask(`${server.url}${path}`);
    const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
    const scripts = text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect((text.match(/<style\b[^>]*>/g) ?? []).filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });

  test.each(['/sign-in', '/sign-up', '/nothing/here'])('%s has nothing that the policy would stop', async (path) => {
    const { text } = await ask(`${server.url}${path}`);
    const tags = (text.match(/<[a-z][^>]*>/g) ?? []).join('\n');
    expect(tags).not.toMatch(/\sstyle=/);
    expect(tags).not.toMatch(/\son[a-z]+=/);
    expect(tags).not.toMatch(/\b(?:src|href)="(?:https?:)?\/\//);
    expect(tags).not.toMatch(/<(?:iframe|object|embed|base)\b/);
  });

  test('no two answers share a nonce, and none can be sent along', async () => {
    const sent = { headers: { 'content-security-policy': "script-src 'nonce-aaaaaaaaaaaaaaaaaaaaaaaa'" } };
    const pages = await Promise.all([1, 2, 3].map(() => ask(`${server.url}/sign-in`, sent)));
    const policies = pages.map(({ headers }) => headers['content-security-policy']);
    expect(new Set(policies).size).toBe(3);
    expect(pages.filter(({ text }) => text.includes('nonce-aaaa') || text.includes('nonce="aaaa'))).toEqual([]);
  });

  test('lets the page call the API where it is', async () => {
    const { headers } = await ask(`${server.url}/sign-in`);
    expect(headers['content-security-policy']).toContain("connect-src 'self' https://api.example.org;");
  });

  test.each(['/sign-in', '/nothing/here'])('no cache keeps %s', async (path) => {
    expect((await ask(`${server.url}${path}`)).headers['cache-control']).toContain('no-store');
  });
});
