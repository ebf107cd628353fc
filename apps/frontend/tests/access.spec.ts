import { readFileSync } from 'node:fs';
import { createServer, type Server as NetServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Backend, SECRET_TITLE, startBackend } from './backend';
import { type Answer, ask, post, sendRaw } from './http';
import { becomeSomebody } from './person';
import { createAccounts, missing, type Server, startServer, suite } from './server';

const TASKS = '/api/backend/api/v1/tasks';

let backend: Backend;
let server: Server;
let cookie: string;

/** Every route of the build, and what a stranger gets there. */
const ROUTES: Record<string, readonly [path: string, status: number][]> = {
  '/': [
    ['/', 200],
    ['/?view=all', 200],
    ['/?view=all&q=secret', 200],
  ],
  '/(account)/sign-in': [['/sign-in', 200]],
  '/(account)/sign-up': [['/sign-up', 200]],
  '/_not-found': [['/nothing', 404]],
  // a file that the build makes, the same for everybody
  '/_global-error': [],
  '/icon.svg': [['/icon.svg', 200]],
  '/livez': [['/livez', 200]],
  '/readyz': [['/readyz', 200]],
  '/api/auth/[...all]': [
    ['/api/auth/get-session', 200],
    ['/api/auth/jwks', 200],
    ['/api/auth/token', 404],
    ['/api/auth//token', 308],
    ['/api/auth/list-sessions', 404],
    ['/api/auth/list-accounts', 404],
    ['/api/auth/error?error=x', 404],
    ['/api/auth/ok', 404],
    ['/api/auth/verify-email?token=a&callbackURL=http://evil.example', 404],
    ['/api/auth/reset-password/a?callbackURL=http://evil.example', 404],
  ],
  '/api/[...path]': [['/api/tasks', 404]],
  '/api/backend/[...path]': [
    [TASKS, 401],
    [`${TASKS}/summary`, 401],
    ['/api/backend/api/v1/activity', 401],
    ['/api/backend/api/v1/events', 401],
    ['/api/backend/api/v1/conversations', 401],
    ['/api/backend/api/somebody/tasks', 401],
  ],
};

/** The router signs its requests with a parameter, and the server says which one when it is wrong. */
async function askAsRouter(path: string, headers: Record<string, string>): Promise<Answer> {
  const answer = await ask(`${server.url}${path}`, { headers });
  const { location } = answer.headers;
  if (!headers['RSC'] || answer.status !== 307 || !location?.includes('_rsc')) return answer;
  return ask(`${server.url}${location}`, { headers });
}

describe.skipIf(missing)(suite('a stranger'), () => {
  beforeAll(async () => {
    backend = await startBackend();
    server = await startServer({ DATABASE_URL: await createAccounts(), BACKEND_URL: backend.url });
    cookie = await becomeSomebody(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await backend.stop();
  });
  beforeEach(() => {
    backend.received.length = 0;
  });

  test('somebody who is signed in sees the tasks, which proves that the others could', async () => {
    expect((await ask(`${server.url}/`, { headers: { cookie } })).text).toContain(SECRET_TITLE);
    expect((await ask(`${server.url}${TASKS}`, { headers: { cookie } })).text).toContain(SECRET_TITLE);
  });

  test('no route of the build is forgotten here', () => {
    const manifest = join(import.meta.dirname, '../.next/standalone/apps/frontend/.next/app-path-routes-manifest.json');
    const routes = Object.keys(JSON.parse(readFileSync(manifest, 'utf8')) as object);
    expect(routes.map((route) => route.replace(/\/(page|route)$/, '') || '/').sort()).toEqual(
      Object.keys(ROUTES).sort(),
    );
  });

  describe.each(Object.values(ROUTES).flat())('who asks for %s, which is a %i', (path, status) => {
    const STRANGERS: [string, Record<string, string>][] = [
      ['as a page', {}],
      ['as the router does', { RSC: '1', 'Next-Url': '/' }],
      ['as the router does ahead of time', { RSC: '1', 'Next-Router-Prefetch': '1' }],
      ['by one segment', { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' }],
      [
        'with a session that nobody has',
        { cookie: 'todo.session_token=abcdefghijklmnopqrstuvwxyzABCDEF.c2lnbmF0dXJl' },
      ],
      ['with a token of his own', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' }],
      ['claiming to be past the proxy', { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy' }],
      ['claiming to be Next itself', { 'x-nextjs-data': '1', 'x-matched-path': '/', 'x-middleware-next': '1' }],
    ];

    test.each(STRANGERS)('%s gets no task', async (name, headers) => {
      const answer = await askAsRouter(path, headers);
      expect(answer.status, name).toBe(status);
      expect(answer.text).not.toContain(SECRET_TITLE);
      expect(backend.received).toEqual([]);
    });
  });

  test.each<Record<string, string>>([{}, { RSC: '1' }])(
    'is led from the tasks to where one signs in (%o)',
    async (headers) => {
      const { text } = await askAsRouter('/', headers);
      expect(text).toMatch(/NEXT_REDIRECT;replace;\/sign-in;/);
    },
  );

  test.each(['/index.rsc', '/.rsc', '/sign-in.rsc', '/index.txt', '/_next/data/build/index.json', '/page', '/index'])(
    'finds nothing at %s',
    async (path) => {
      const answer = await ask(`${server.url}${path}`, { headers: { RSC: '1' } });
      expect(answer.text).not.toContain(SECRET_TITLE);
      expect(backend.received).toEqual([]);
    },
  );

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('cannot %s', async (method) => {
    const headers = { 'content-type': 'application/json', origin: server.url };
    const answer = await ask(`${server.url}${TASKS}`, { method, headers, body: '{"title":"x"}' });
    expect(answer.status).toBe(401);
    expect(backend.received).toEqual([]);
  });

  describe('nobody is led away', () => {
    test.each([
      '//evil.example',
      '//evil.example/',
      '///evil.example/%2e%2e',
      '/\\evil.example',
      '/%5cevil.example',
      '/%5c%5cevil.example/',
      '/.evil.example/',
      '/sign-in//evil.example/',
      '/sign-in/?next=http://evil.example',
      '/?next=//evil.example',
      '/sign-in?callbackURL=http://evil.example&redirect=http://evil.example',
    ])('by %s', async (path) => {
      const answer = await sendRaw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
      );
      const location = /^location: (.*)$/im.exec(answer)?.[1]?.trim();
      const refresh = /^refresh: .*url=(.*)$/im.exec(answer)?.[1]?.trim();
      for (const target of [location, refresh]) {
        if (target !== undefined) expect(new URL(target, `${server.url}/somewhere`).origin).toBe(server.url);
      }
    });

    test.each(['/', '/sign-in/'])('by a host that only X-Forwarded-Host knows, at %s', async (path) => {
      const headers = { 'x-forwarded-host': 'evil.example', 'x-original-url': '/admin', 'x-rewrite-url': '/admin' };
      const answer = await ask(`${server.url}${path}`, { headers });
      expect(JSON.stringify([answer.headers, answer.text])).not.toContain('evil.example');
    });

    test('after signing in, wherever the request wants to go', async () => {
      for (const callbackURL of ['http://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
        const answer = await post(`${server.url}/api/auth/sign-in/email`, {
          email: 'nobody@example.com',
          password: 'wrong',
          callbackURL,
        });
        expect(answer.status).toBe(403);
        expect(answer.headers.location).toBeUndefined();
      }
    });
  });

  describe('nothing is fetched', () => {
    let listener: NetServer;
    let listenerPort: number;
    let connections = 0;
    beforeAll(async () => {
      listener = createServer((socket) => {
        connections++;
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstub!');
      });
      await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
      listenerPort = (listener.address() as { port: number }).port;
    });
    afterAll(() => new Promise((resolve) => listener.close(resolve)));

    test.each([
      ['an absolute address', (stub: string) => `GET http://${stub}/x HTTP/1.1\r\nHost: ${stub}`],
      ['an absolute address under our name', (stub: string) => `GET http://${stub}/x HTTP/1.1\r\nHost: 127.0.0.1`],
      ['an address without a scheme', (stub: string) => `GET //${stub}/x HTTP/1.1\r\nHost: 127.0.0.1`],
      ['CONNECT', (stub: string) => `CONNECT ${stub} HTTP/1.1\r\nHost: ${stub}`],
      [
        'an upgrade to an absolute address',
        (stub: string) =>
          `GET http://${stub}/x HTTP/1.1\r\nHost: ${stub}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13',
      ],
      [
        'an upgrade of the API',
        (stub: string) =>
          `GET ${TASKS} HTTP/1.1\r\nHost: ${stub}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13',
      ],
      [
        'a picture',
        (stub: string) => `GET /_next/image?url=http%3A%2F%2F${stub}%2Fx.png&w=64&q=75 HTTP/1.1\r\nHost: x`,
      ],
      [
        'a picture on our path',
        (stub: string) => `GET /_next/image?url=%2F%2F${stub}%2Fx&w=64&q=75 HTTP/1.1\r\nHost: x`,
      ],
      ['a host', (stub: string) => `GET / HTTP/1.1\r\nHost: ${stub}`],
      ['a forwarded host', (stub: string) => `GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Host: ${stub}`],
      ['a rewrite', (stub: string) => `GET / HTTP/1.1\r\nHost: x\r\nX-Middleware-Rewrite: http://${stub}/`],
    ])('by %s', async (_, build) => {
      const answer = await sendRaw(server.port, `${build(`127.0.0.1:${listenerPort}`)}\r\n\r\n`, 700);
      expect(answer).not.toContain('stub!');
      expect(connections).toBe(0);
    });

    test.each(['http%3A%2F%2Fevil.example%2Fx.png', '%2F%2Fevil.example%2Fx.png', '%2Ficon.svg'])(
      'the image optimizer is not there for %s',
      async (url) => {
        expect([400, 404]).toContain((await ask(`${server.url}/_next/image?url=${url}&w=64&q=75`)).status);
      },
    );
  });

  describe('the way to the backend', () => {
    test.each([
      '/api/backend/..%2freadyz',
      '/api/backend/api/..%2freadyz',
      '/api/backend/api/v1/..%2f..%2freadyz',
      '/api/backend/api/v1/%2e%2e/%2e%2e/readyz',
      '/api/backend/api/v1/../../readyz',
      '/api/backend/api/..%5creadyz',
      '/api/backend/api/%252e%252e/readyz',
      '/api/backend//readyz',
      '/api/backend/readyz',
      '/api/backend/docs',
      '/api/backend/openapi.json',
      '/api/backend/@evil.example/api/v1/tasks',
      '/api/backend/api/v1/tasks%00',
      '/api/backend/api/v1/tasks%0d%0aX-Evil:%201',
    ])('does not lead by %s to anything but the API', async (path) => {
      const answer = await sendRaw(
        server.port,
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 (404|308|400) /);
      expect(backend.received).toEqual([]);
    });

    test('takes no header along that is not meant for it', async () => {
      const headers = {
        cookie,
        authorization: 'Bearer forged',
        connection: 'close, authorization, x-request-id',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-for': '198.51.100.66',
        'x-forwarded-proto': 'http',
        forwarded: 'host=evil.example',
        'x-real-ip': '198.51.100.66',
        'x-http-method-override': 'DELETE',
        'x-user-id': 'somebody',
        'proxy-authorization': 'Basic YTpi',
        te: 'trailers',
      };
      await ask(`${server.url}${TASKS}`, { headers });
      const [received] = backend.received;
      expect(received?.method).toBe('GET');
      expect(received?.headers.host).toBe(new URL(backend.url).host);
      expect(received?.headers.authorization).toMatch(/^Bearer ey/);
      for (const name of Object.keys(headers).filter((name) => !['authorization', 'connection'].includes(name)))
        expect(received?.headers[name], name).toBeUndefined();
    });

    test.each([
      ['a header that changes the method', {}, ''],
      ['a parameter that changes the method', {}, '?_method=DELETE'],
    ])('does what the request says in spite of %s', async (_, extra, query) => {
      const headers = { cookie, 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', ...extra };
      await post(`${server.url}${TASKS}${query}`, { title: 'x' }, headers);
      expect(backend.received.map(({ method }) => method)).toEqual(['POST']);
    });

    test.each([
      ['both ways to say how long a body is', 'Content-Length: 4\r\nTransfer-Encoding: chunked'],
      ['two lengths', 'Content-Length: 4\r\nContent-Length: 5'],
      ['an unknown encoding', 'Transfer-Encoding: xchunked'],
    ])('is not for a request with %s', async (_, lengths) => {
      const answer = await sendRaw(
        server.port,
        `POST ${TASKS} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\nOrigin: ${server.url}\r\n` +
          `Content-Type: application/json\r\n${lengths}\r\n\r\n0\r\n\r\nGET /api/backend/api/v1/smuggled HTTP/1.1\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(backend.received).toEqual([]);
    });
  });
});
