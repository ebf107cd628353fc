import { get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Backend, startBackend } from './backend';
import { ask } from './http';
import { becomeSomebody } from './person';
import { createAccounts, missing, type Server, startServer, suite } from './server';

const API = '/api/backend/api/v1';
/** As the chart's SHUTDOWN_TIMEOUT_SECONDS, but short. */
const SECONDS = 8;

/** Streams as the backend has them: events without end, a chat that takes two seconds, one that never ends. */
const answer: RequestListener = ({ url }, response) => {
  if (url === '/api/v1/events') stream(response, Infinity);
  else if (url === '/api/v1/chat') stream(response, 10);
  else if (url === '/api/v1/endless') stream(response, Infinity);
  else setTimeout(() => response.end('{}'), 1000);
};

function stream(response: ServerResponse, count: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(`data: ${++sent}\n\n`);
    if (sent === count) response.end();
  }, 200);
  response.on('close', () => {
    clearInterval(timer);
  });
}

describe.skipIf(missing)(suite('a server that is told to end'), () => {
  let backend: Backend;
  let server: Server;
  let cookie: string;
  beforeEach(async () => {
    backend = await startBackend(answer);
    server = await startServer({
      DATABASE_URL: await createAccounts(),
      BACKEND_URL: backend.url,
      SHUTDOWN_TIMEOUT_SECONDS: String(SECONDS),
    });
    cookie = await becomeSomebody(server.url);
  });
  afterEach(async () => {
    await server.stop();
    await backend.stop();
  });

  /** A stream of which the first part has come, how it ends, and after how many seconds from now. */
  async function open(path: string): Promise<{ end: Promise<{ how: 'regular' | 'broken'; seconds: number }> }> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${server.url}${API}${path}`, { headers: { cookie }, agent: false }, resolve).on('error', reject);
    });
    await new Promise((resolve) => response.once('data', resolve));
    const started = performance.now();
    const end = new Promise<{ how: 'regular' | 'broken'; seconds: number }>((resolve) => {
      const settle = (how: 'regular' | 'broken') => {
        resolve({ how, seconds: (performance.now() - started) / 1000 });
      };
      response.on('end', () => {
        settle('regular');
      });
      response.on('error', () => {
        settle('broken');
      });
    });
    return { end };
  }

  async function measureEnd(): Promise<number> {
    const started = performance.now();
    process.kill(server.pid, 'SIGTERM');
    await server.ended;
    return (performance.now() - started) / 1000;
  }

  test('ends events at once and in order, finishes chats and requests, and has gone before its time is up', async () => {
    const events = await open('/events');
    const chat = await open('/chat');
    const request = ask(`${server.url}${API}/tasks`, { headers: { cookie } });
    await sleep(300);
    const [seconds, { status }] = await Promise.all([measureEnd(), request]);
    const [ofEvents, ofChat] = [await events.end, await chat.end];
    expect([ofEvents.how, ofChat.how, status]).toEqual(['regular', 'regular', 200]);
    expect(ofEvents.seconds).toBeLessThan(ofChat.seconds - 0.5);
    expect(seconds).toBeLessThan(SECONDS);
  });

  test('is not held up by a stream that never ends', async () => {
    const endless = await open('/endless');
    const seconds = await measureEnd();
    expect(await endless.end).toMatchObject({ how: 'broken' });
    expect(seconds).toBeGreaterThan(SECONDS - 1);
    expect(seconds).toBeLessThan(SECONDS + 3);
    expect(server.readLog()).toContain(`Requests did not end within ${SECONDS} s`);
  });

  test.each([
    ['that stops within its headers', 'GET / HTTP/1.1\r\nHost: a\r\n'],
    ['that stops within its body', 'POST /api/auth/sign-in/email HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{'],
    ['that keeps its connection', ''],
  ])('is not held up by a client %s', async (_, text) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    // it is reset when the process ends
    socket.on('error', () => undefined);
    await sleep(300);
    expect(await measureEnd()).toBeLessThan(SECONDS + 3);
    socket.destroy();
  });
});
