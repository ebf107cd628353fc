import { type Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, keepOneConnection, openRaw } from './client';
import { nginx, unlessThere } from './nginx';
import { type Pod, startPod } from './pod';

/** A stream that has begun, and how it ends. */
async function openStream(port: number, path: string): Promise<{ end: Promise<'ended' | 'broken'> }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, resolve).on('error', reject);
  });
  await new Promise((resolve) => response.once('data', resolve));
  const end = new Promise<'ended' | 'broken'>((resolve) => {
    response.on('end', () => {
      resolve('ended');
    });
    response.on('error', () => {
      resolve('broken');
    });
  });
  return { end };
}

describe.skipIf(!nginx)(`a pod that is told to end${unlessThere}`, () => {
  let pod: Pod;
  let agent: Agent;
  const askAgain = (path = '/') => ask(pod.port, path, { agent });

  beforeEach(async () => {
    pod = await startPod('frontend');
    agent = keepOneConnection();
  });
  afterEach(async () => {
    agent.destroy();
    await pod.remove();
  });

  it('answers on, and sends each client away from its connection', async () => {
    expect((await askAgain()).headers['connection']).toBe('keep-alive');
    pod.drain();
    for (const [path, options] of [
      ['/', { agent }],
      ['/?new', {}],
      ['/', { method: 'POST', body: Buffer.alloc(100_000) }],
      ['/', { method: 'POST', body: 'asks first', headers: { expect: '100-continue' } }],
    ] as const) {
      const answer = await ask(pod.port, path, options);
      expect(answer).toMatchObject({ status: 200, headers: { connection: 'close' } });
      expect(JSON.parse(answer.text)).toMatchObject({ url: path });
    }
  });

  it('keeps its limits and its problems while it does', async () => {
    pod.drain();
    const tooLarge = await ask(pod.port, '/', { method: 'POST', body: Buffer.alloc(400_000) });
    expect(tooLarge).toMatchObject({ status: 413, headers: { 'content-type': 'application/problem+json' } });
  });

  it('closes an old connection that is used when the server has gone, as any old one may be closed', async () => {
    await askAgain();
    process.kill((await pod.readSelf()).pid, 'SIGTERM');
    await pod.application;
    expect((await askAgain()).status).toBe(502);
    pod.drain();
    await expect(askAgain()).rejects.toThrow(/ECONNRESET|socket hang up/);
  });

  it('is well as before in the eyes of the kubelet', async () => {
    pod.drain();
    expect((await ask(pod.healthPort, '/livez')).status).toBe(200);
    expect((await ask(pod.healthPort, '/readyz')).status).toBe(200);
  });

  it('loses no request in the order of a pod: hook, sleep, server, gateway', async () => {
    const events = await openStream(pod.port, '/events');
    const chat = await openStream(pod.port, '/chat');
    await askAgain();
    pod.drain();
    const slow = [askAgain('/slow')];
    for (let index = 0; index < 10; index += 1) {
      slow.push(ask(pod.port, '/slow'));
      await sleep(100);
    }
    process.kill((await pod.readSelf()).pid, 'SIGTERM');
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(11).fill(200));
    expect([await events.end, await chat.end]).toEqual(['ended', 'ended']);
    expect((await pod.application).exitCode).toBe(0);
    process.kill(pod.readPid(), 'SIGQUIT');
    expect((await pod.gateway).exitCode).toBe(0);
  });

  it('sends its last answer although the server has gone', async () => {
    const connection = openRaw(pod.port, 'GET /large?bytes=30000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    connection.socket.pause();
    await sleep(200);
    process.kill((await pod.readSelf()).pid, 'SIGTERM');
    await pod.application;
    process.kill(pod.readPid(), 'SIGQUIT');
    connection.socket.resume();
    await connection.ended;
    expect(connection.read()).toHaveLength(connection.read().indexOf('\r\n\r\n') + 4 + 30_000);
  });

  it.each([
    // nginx itself lets the time for headers pass
    ['within its headers', 11, 'GET / HTTP/1.1\r\n'],
    ['within its body', 6, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nx'],
    ['that does not read', 6, 'GET /large?bytes=50000000 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('is not held up by a client %s for more than %i s', async (_, seconds, text) => {
    const connection = openRaw(pod.port, text);
    connection.socket.pause();
    await sleep(500);
    const started = performance.now();
    process.kill(pod.readPid(), 'SIGQUIT');
    expect((await pod.gateway).exitCode).toBe(0);
    expect((performance.now() - started) / 1000).toBeLessThan(seconds);
    connection.socket.destroy();
  });
});
