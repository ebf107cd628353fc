import { beforeAll, describe, expect, it } from 'vitest';
import { ask, askRaw } from './client';
import { nginx, unlessThere } from './nginx';
import { type Pod, startPod } from './pod';

/** What the server behind the gateway says that it got. */
interface Arrived {
  method: string;
  url: string;
  headers: Record<string, string>;
  bytes: number;
}

describe.skipIf(!nginx)(`the gateway${unlessThere}`, () => {
  let pod: Pod;
  const arrive = async (path: string, options: Parameters<typeof ask>[2] = {}): Promise<Arrived> =>
    JSON.parse((await ask(pod.port, path, options)).text) as Arrived;

  beforeAll(async () => {
    pod = await startPod('frontend');
    return () => pod.remove();
  });

  it('passes method, path, query, body and host on as they came', async () => {
    const headers = { host: 'todo.example.org:30080', cookie: 'a=b' };
    const arrived = await arrive('/a%20b/%2e?x=%2F&y', { method: 'PUT', body: 'text', headers });
    expect(arrived).toMatchObject({ method: 'PUT', url: '/a%20b/%2e?x=%2F&y', bytes: 4 });
    expect(arrived.headers).toMatchObject(headers);
  });

  it('tells the server one address, that of its peer, whatever the client wrote', async () => {
    const lies = { 'x-forwarded-for': '6.6.6.6, 7.7.7.7', 'x-real-ip': '6.6.6.6', forwarded: 'for=6.6.6.6' };
    const { headers } = await arrive('/', { headers: { ...lies, 'x-forwarded-host': 'evil.example' } });
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers).not.toHaveProperty('x-real-ip');
    expect(headers).not.toHaveProperty('forwarded');
    expect(headers['x-forwarded-host']).toBe(headers['host']);
  });

  it.each([
    [undefined, 'http'],
    ['https', 'https'],
    ['https, http', 'https'],
    ['gopher', 'http'],
  ])('says of a proxy that said %j: %s', async (said, expected) => {
    const { headers } = await arrive('/', { headers: said === undefined ? {} : { 'x-forwarded-proto': said } });
    expect(headers['x-forwarded-proto']).toBe(expected);
  });

  it('names each request, by a harmless name of the client or by one of its own, and answers with that name once', async () => {
    const answerTo = async (name: string) => {
      const { headers, text } = await ask(pod.port, '/', { headers: { 'x-request-id': name } });
      expect((JSON.parse(text) as Arrived).headers['x-request-id']).toBe(headers['x-request-id']);
      return headers['x-request-id'];
    };
    expect(await answerTo('my-request.1')).toBe('my-request.1');
    for (const strange of ['short', 'a"b<c>d; e f', 'x'.repeat(129)]) {
      expect(await answerTo(strange)).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('passes an error of the server on untouched', async () => {
    expect(await ask(pod.port, '/errors')).toMatchObject({ status: 404, text: '{}' });
  });

  it('calls a server that breaks off a bad gateway, in a problem document', async () => {
    const { status, headers, text } = await ask(pod.port, '/broken', { method: 'POST' });
    expect(status).toBe(502);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '2' });
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Bad Gateway',
      status: 502,
      detail: 'The application broke off before it answered.',
      request_id: headers['x-request-id'],
    });
  });

  it('does not say which server it is', async () => {
    expect((await ask(pod.port, '/broken')).headers['server']).toBe('nginx');
  });

  it.each([
    ['a whole URL', 'GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a whole URL of another scheme', 'GET gopher+x://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a WebSocket', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['no host in an old protocol', 'GET / HTTP/1.0\r\n\r\n'],
    ['a host that is none', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'],
    ['a host with a space', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
    ['chunks that are none', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['nonsense', 'nonsense\r\n\r\n'],
  ])('refuses %s, and the server hears nothing of it', async (_, text) => {
    const before = (await pod.readSelf()).seen;
    const answer = await askRaw(pod.port, text);
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|05) [\s\S]*\r\nContent-Type: application\/problem\+json\r\n/);
    expect((await pod.readSelf()).seen).toBe(before);
  });

  it('refuses headers that are too large', async () => {
    const { status, headers } = await ask(pod.port, '/', { headers: { authorization: 'x'.repeat(20_000) } });
    expect(status).toBe(431);
    expect(headers['content-type']).toBe('application/problem+json');
  });

  it('ignores a wish for HTTP/2, as a server may', async () => {
    const headers = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
    };
    const arrived = await arrive('/', { headers });
    expect(arrived.headers).not.toHaveProperty('upgrade');
  });

  it('logs what the server does not know of, and only that', async () => {
    const before = pod.readLog().length;
    await ask(pod.port, '/', { headers: { 'x-request-id': 'known-to-it' } });
    await ask(pod.port, '/broken?secret=canary', { method: 'POST', headers: { 'x-request-id': 'not-known-to-it' } });
    const lines = pod.readLog().slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'warning',
      logger: 'gateway',
      message: 'POST /broken 502',
      request_id: 'not-known-to-it',
      client: '127.0.0.1',
    });
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  describe('at the port of the kubelet', () => {
    it.each(['/livez', '/readyz'])('asks the server: %s', async (path) => {
      expect(await ask(pod.healthPort, path)).toMatchObject({ status: 200, text: JSON.stringify({ path }) });
    });

    it('answers for itself', async () => {
      expect((await ask(pod.healthPort, '/gateway')).status).toBe(204);
    });

    it('leads nowhere else', async () => {
      expect((await ask(pod.healthPort, '/api/tasks')).status).toBe(404);
    });
  });
});

describe.skipIf(!nginx)(`a gateway with a proxy before it that is trusted${unlessThere}`, () => {
  it('believes it about the client, and nobody further away', async () => {
    const pod = await startPod('backend', ['127.0.0.0/8', '10.0.0.0/8']);
    try {
      const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.1.2.3' };
      const arrived = JSON.parse((await ask(pod.port, '/', { headers })).text) as Arrived;
      expect(arrived.headers['x-forwarded-for']).toBe('203.0.113.7');
    } finally {
      await pod.remove();
    }
  });
});
