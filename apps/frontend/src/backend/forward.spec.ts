import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
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
  const answer = await forward(new Request('http://x/', { method: 'POST', body: '{"a":1}' }), url, 'token');
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
  const reader = (await forward(new Request('http://x/'), url, 'token')).body?.getReader();
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
  await forward(new Request('http://x/', { signal: browser.signal }), url, 'token');
  browser.abort();
  await heard;
});

test('a redirect is answered, not followed with the token', async () => {
  const url = await serve((_, response) => response.writeHead(307, { location: 'http://elsewhere.example/' }).end());
  expect((await forward(new Request('http://x/'), url, 'token')).status).toBe(307);
});

test('an absent backend is a 503 that says when to come back', async () => {
  const url = await serve(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  const answer = await forward(new Request('http://x/'), url, 'token');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('2');
});

test('a backend that breaks off is a 502', async () => {
  const url = await serve((request) => request.socket.destroy());
  expect((await forward(new Request('http://x/'), url, 'token')).status).toBe(502);
});
