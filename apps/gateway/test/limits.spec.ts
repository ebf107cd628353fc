import { once } from 'node:events';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, openRaw } from './client';
import { nginx, unlessThere } from './nginx';
import { type Pod, startPod } from './pod';

const MIB = 1024 * 1024;

/** Sends a body of `bytes` in pieces until it is answered or the other side has enough. */
async function pour(port: number, bytes: number, headers: Record<string, string | number>) {
  const started = performance.now();
  const sent = request({ host: '127.0.0.1', port, path: '/', method: 'POST', agent: false, headers });
  // the other side may close while we still write
  sent.on('error', () => undefined);
  const answered = once(sent, 'response').then(([response]) => ({
    status: (response as { statusCode: number }).statusCode,
    seconds: (performance.now() - started) / 1000,
  }));
  const pieces = Array<Buffer>(bytes / MIB).fill(Buffer.alloc(MIB, 'x'));
  pipeline(Readable.from(pieces), sent).catch(() => undefined);
  const answer = await answered;
  sent.destroy();
  return answer;
}

describe.skipIf(!nginx).each([
  { side: 'backend' as const, limit: 256 * 1024 },
  { side: 'frontend' as const, limit: 320 * 1024 },
])(`the body of a request to the $side${unlessThere}`, ({ side, limit }) => {
  let pod: Pod;

  beforeAll(async () => {
    pod = await startPod(side);
    return () => pod.remove();
  });

  it('arrives whole at the limit, and is refused one byte above it', async () => {
    const answer = await ask(pod.port, '/', { method: 'POST', body: Buffer.alloc(limit) });
    expect(JSON.parse(answer.text)).toMatchObject({ bytes: limit });
    const { status, headers, text } = await ask(pod.port, '/', { method: 'POST', body: Buffer.alloc(limit + 1) });
    expect(status).toBe(413);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    expect(JSON.parse(text)).toMatchObject({ status: 413, title: 'Content Too Large' });
  });

  it.each([
    ['of 200 MiB', { 'content-length': 200 * MIB }],
    ['of 200 MiB in chunks', { 'transfer-encoding': 'chunked' }],
    ['of 200 MiB that asks first', { 'content-length': 200 * MIB, expect: '100-continue' }],
  ])('is refused within a second: %s; the server sees nothing of it', async (_, headers) => {
    const before = await pod.readSelf();
    const { status, seconds } = await pour(pod.port, 200 * MIB, headers as Record<string, string | number>);
    const after = await pod.readSelf();
    expect(status).toBe(413);
    expect(seconds).toBeLessThan(1);
    expect(after.seen).toBe(before.seen);
    expect(after.rss - before.rss).toBeLessThan(32 * MIB);
  });

  it('is refused when its length is a lie: what is too much is a request of its own, and none', async () => {
    const body = 'x'.repeat(100);
    const lie = openRaw(pod.port, `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n${body}\r\n\r\n`);
    await lie.ended;
    const [first, second] = lie.read().split(/(?=HTTP\/1\.1 )/);
    expect(first).toMatch(/^HTTP\/1\.1 200 [\s\S]*"bytes":10/);
    expect(second).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('does not reach the server before it is complete', async () => {
    const before = (await pod.readSelf()).seen;
    const half = openRaw(pod.port, `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n${'x'.repeat(50)}`);
    await ask(pod.port, '/');
    expect((await pod.readSelf()).seen).toBe(before + 1);
    half.socket.destroy();
  });
});

describe.skipIf(!nginx)(`a flood${unlessThere}`, () => {
  it('of requests is answered with 429 and when to come again, and the kubelet is still answered', async () => {
    const pod = await startPod('frontend');
    try {
      const one = 'GET /errors HTTP/1.1\r\nHost: a\r\n';
      const text = `${`${one}\r\n`.repeat(499)}${one}Connection: close\r\n\r\n`;
      const flood = Array.from({ length: 10 }, () => openRaw(pod.port, text));
      await Promise.all(flood.map(({ ended }) => ended));
      const answers = flood.flatMap(({ read }) => read().split(/(?=HTTP\/1\.1 )/));
      const [passed, refused] = [404, 429].map((status) => answers.filter((text) => text.includes(`1.1 ${status} `)));
      expect(answers).toHaveLength(5000);
      expect(passed?.length).toBeGreaterThanOrEqual(1000);
      expect(refused?.[0]).toMatch(/Retry-After: 1\r\n/);
      expect(refused?.[0]).toMatch(/Content-Type: application\/problem\+json\r\n/);
      expect((await ask(pod.healthPort, '/livez')).status).toBe(200);
    } finally {
      await pod.remove();
    }
  });

  it('of requests that are all under way at the same time is cut at 800', async () => {
    const pod = await startPod('backend');
    try {
      const answers = await Promise.all(Array.from({ length: 900 }, () => ask(pod.port, '/slow')));
      const count = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
      expect([count(200), count(429)]).toEqual([800, 100]);
    } finally {
      await pod.remove();
    }
  });
});
