import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { beginEnding } from '@/lifecycle/ending';
import { forward, resolveTarget } from './forward';

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

function to(target: string) {
  return { target, token: 'token', body: null };
}

describe('the target', () => {
  test('is the same path and query at the backend', () => {
    expect(resolveTarget('http://x/api/backend/api/v1/tasks?status=open', 'http://b:8000')).toBe(
      'http://b:8000/api/v1/tasks?status=open',
    );
  });

  test.each([
    '/api/backend/readyz',
    '/api/backend/docs',
    '/api/backend/api/../readyz',
    '/api/backend/api/%2e%2e/readyz',
    '/api/backend/api/..%2freadyz',
    '/api/backend/..%2freadyz',
    '/api/backend/api/v1/tasks%2f..%2f..%2freadyz',
    '/api/backend/api/v1/..%5c..%5creadyz',
    '/api/backend/api/%252e%252e/readyz',
    '/api/backend/api//readyz',
    '/api/backend/api/v1/tasks;x',
    '/api/backend/api/v1/tasks%00',
    '/api/backend/api/v1/tasks/',
    '/api/backend/api',
    '/api/backend',
    '/api/backendx/api/v1/tasks',
    '/api/backend//evil.example/api/v1',
  ])('%s is none', (path) => {
    expect(resolveTarget(`http://x${path}`, 'http://b:8000')).toBeUndefined();
  });
});

test('method, body, token and answer go through', async () => {
  const url = await serve((request, response) => {
    request.on('data', (body: Buffer) => {
      response.writeHead(201, { 'content-type': 'application/json', etag: '"1"' });
      response.end(
        JSON.stringify({ method: request.method, body: body.toString(), token: request.headers.authorization }),
      );
    });
  });
  const body = new TextEncoder().encode('{"a":1}');
  const answer = await forward(new Request('http://x/', { method: 'POST' }), { target: url, token: 'token', body });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(await answer.json()).toEqual({ method: 'POST', body: '{"a":1}', token: 'Bearer token' });
});

test('a part of a stream arrives before the next one is written', async () => {
  let writeNext = (): void => undefined;
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    writeNext = () => response.end('data: 2\n\n');
  });
  const reader = (await forward(new Request('http://x/'), to(url))).body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 1\n\n');
  writeNext();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: 2\n\n');
});

test('when the browser hangs up, the backend hears it', async () => {
  let hear = (): void => undefined;
  const heard = new Promise<void>((resolve) => (hear = resolve));
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    response.on('close', hear);
  });
  const browser = new AbortController();
  await forward(new Request('http://x/', { signal: browser.signal }), to(url));
  browser.abort();
  await heard;
});

test('a redirect is answered, not followed with the token', async () => {
  const url = await serve((_, response) => response.writeHead(307, { location: 'http://elsewhere.example/' }).end());
  expect((await forward(new Request('http://x/'), to(url))).status).toBe(307);
});

test('an absent backend is a 503 that says when to come back', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  const answer = await forward(new Request('http://x/'), to(url));
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toMatchObject({ code: 'backend-away' });
});

test('a backend that breaks off is a 502', async () => {
  const url = await serve((request) => request.socket.destroy());
  const answer = await forward(new Request('http://x/'), to(url));
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ code: 'backend-broke-off' });
});

describe('a connection that breaks as it is used', () => {
  const REPLAY = { 'idempotency-key': 'a' };
  test.each([
    ['GET', {}, 200, 2],
    ['POST', {}, 502, 1],
    ['PATCH', {}, 502, 1],
    ['DELETE', {}, 502, 1],
    ['POST', REPLAY, 200, 2],
  ])('%s %o ends with %i after %i attempts', async (method, headers, status, attempts) => {
    let count = 0;
    const url = await serve((request, response) => {
      if (++count === 1) request.socket.destroy();
      else response.end('fine');
    });
    const answer = await forward(new Request('http://x/', { method, headers }), to(url));
    expect([answer.status, count]).toEqual([status, attempts]);
  });
});

test('the problem of a database that is away comes through as the backend wrote it', async () => {
  const url = await serve((_, response) => {
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' });
    response.end(JSON.stringify({ status: 503, code: 'database-away' }));
  });
  const answer = await forward(new Request('http://x/'), to(url));
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toEqual({ status: 503, code: 'database-away' });
});

test('when the process is told to end, events end regularly and a chat goes on', async () => {
  const writers: ((text: string) => void)[] = [];
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
    writers.push((text) => response.end(text));
  });
  const open = async (path: string) => {
    const reader = (await forward(new Request('http://x/'), to(`${url}${path}`))).body?.getReader();
    return async () => new TextDecoder().decode((await reader?.read())?.value);
  };
  const [readEvents, readChat] = [await open('/api/v1/events'), await open('/api/v1/chat')];
  expect([await readEvents(), await readChat()]).toEqual(['data: 1\n\n', 'data: 1\n\n']);
  beginEnding();
  expect(await readEvents()).toBe('');
  writers.at(1)?.('data: 2\n\n');
  expect(await readChat()).toBe('data: 2\n\n');
});
