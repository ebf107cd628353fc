import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { measureP99, openRaw, type RawConnection } from './client';
import { nginx, unlessThere } from './nginx';
import { type Pod, startPod } from './pod';

const get = 'GET / HTTP/1.1\r\nHost: a\r\n';
const post = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n';
const large = (bytes: number) => `GET /large?bytes=${bytes} HTTP/1.1\r\nHost: a\r\n\r\n`;

/** Opens many connections that all say the same, and then nothing. */
function openMany(port: number, count: number, text: string, isReading = true): RawConnection[] {
  return Array.from({ length: count }, () => {
    const connection = openRaw(port, text);
    if (!isReading) connection.socket.pause();
    return connection;
  });
}

/** A byte every half second, so that a client is never idle for long. */
function drip({ socket }: RawConnection): void {
  const timer = setInterval(() => socket.write('x'), 500);
  socket.on('close', () => {
    clearInterval(timer);
  });
}

describe.skipIf(!nginx)(`a slow client${unlessThere}`, () => {
  let pod: Pod;

  beforeAll(async () => {
    pod = await startPod('frontend');
    return () => pod.remove();
  });

  it.concurrent('that says nothing is cut off within 15 s', async () => {
    expect(await openRaw(pod.port).ended).toBeLessThan(15);
  });

  it.concurrent('that stops within its headers is cut off within 15 s', async () => {
    expect(await openRaw(pod.port, get).ended).toBeLessThan(15);
  });

  it.concurrent('that never ends its headers is cut off within 15 s, although it is never idle', async () => {
    const connection = openRaw(pod.port, `${get}X-Slow: `);
    drip(connection);
    expect(await connection.ended).toBeLessThan(15);
  });

  it.concurrent('that stops within a body is cut off within 30 s', async () => {
    expect(await openRaw(pod.port, `${post}x`).ended).toBeLessThan(30);
  });

  it.concurrent('that stops within chunks is cut off within 30 s', async () => {
    const text = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\nx';
    expect(await openRaw(pod.port, text).ended).toBeLessThan(30);
  });

  it.concurrent('that does not read its answer is cut off within 30 s', async ({ expect }) => {
    const [connection] = openMany(pod.port, 1, large(50_000_000), false);
    // a connection that is not read from does not see its end; the server behind does
    await expect.poll(async () => (await pod.readSelf()).large, { timeout: 5000 }).toBe(1);
    await expect.poll(async () => (await pod.readSelf()).large, { timeout: 30_000, interval: 500 }).toBe(0);
    connection?.socket.destroy();
  });

  it.concurrent('that keeps a connection for later may, for a minute', async () => {
    const connection = openRaw(pod.port, `${get}\r\n`);
    await sleep(25_000);
    expect(connection.socket.readyState).toBe('open');
    expect(connection.read()).toMatch(/^HTTP\/1\.1 200 [\s\S]*Keep-Alive: timeout=4/);
    connection.socket.destroy();
  });
});

describe.skipIf(!nginx)(`five hundred slow clients${unlessThere}`, () => {
  let pod: Pod;

  // of its own for each: connections that were dropped count against the next ones until the gateway has seen their end
  beforeEach(async () => {
    pod = await startPod('frontend');
    return () => pod.remove();
  });

  it.each([
    ['that say nothing', '', true],
    ['within their headers', get, true],
    ['within their bodies', `${post}x`, true],
    ['that do not read', large(2_000_000), false],
  ])('%s are not in the way of good ones: each of those is answered', async (_, text, isReading) => {
    await measureP99(pod.port, 200);
    const before = await measureP99(pod.port, 400);
    const connections = openMany(pod.port, 500, text, isReading);
    await sleep(1000);
    const during = await measureP99(pod.port, 400);
    const megabytes = pod.readMegabytes();
    for (const { socket } of connections) socket.destroy();
    process.stdout.write(`p99 ${before.toFixed(1)} ms, then ${during.toFixed(1)} ms; ${megabytes.toFixed(1)} MB\n`);
    expect(megabytes).toBeLessThan(40);
  });
});
