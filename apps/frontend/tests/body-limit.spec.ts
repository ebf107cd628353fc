import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '../src/backend/request-body';
import { type Backend, startBackend } from './backend';
import { ask } from './http';
import { becomeSomebody } from './person';
import { createAccounts, missing, type Server, startServer, suite } from './server';

const MEBIBYTE = 1024 * 1024;
const TASKS = '/api/backend/api/v1/tasks';
const SIGN_IN = '/api/auth/sign-in/email';

describe.skipIf(missing)(suite('a body'), () => {
  let backend: Backend;
  let server: Server;
  let cookie: string;
  beforeAll(async () => {
    backend = await startBackend();
    server = await startServer({ DATABASE_URL: await createAccounts(), BACKEND_URL: backend.url });
    cookie = await becomeSomebody(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await backend.stop();
  });

  function head(path: string, length: string): string {
    return (
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${server.url}\r\nCookie: ${cookie}\r\n` +
      `Content-Type: application/json\r\n${length}\r\n\r\n`
    );
  }

  /** Sends the head and then as much as the server takes, up to a limit; measures until the first word of an answer. */
  function pour(
    start: string,
    chunk: Buffer,
    maxBytes: number,
  ): Promise<{ answer: string; millis: number; isClosed: boolean }> {
    const started = performance.now();
    return new Promise((resolve) => {
      let answer = '';
      let millis = Infinity;
      let sent = 0;
      let wasEnded = false;
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(start);
        flow();
      });
      const flow = () => {
        while (sent < maxBytes && millis === Infinity && !socket.destroyed) {
          sent += chunk.length;
          if (!socket.write(chunk)) {
            socket.once('drain', flow);
            return;
          }
        }
      };
      const finish = (isClosed: boolean) => {
        if (wasEnded) return;
        wasEnded = true;
        socket.destroy();
        resolve({ answer, millis, isClosed });
      };
      socket.on('data', (data) => {
        answer += data.toString();
        millis = Math.min(millis, performance.now() - started);
      });
      socket.on('error', () => {
        finish(true);
      });
      socket.on('close', () => {
        finish(true);
      });
      socket.setTimeout(20_000, () => {
        finish(false);
      });
    });
  }

  function chunked(bytes: number): Buffer {
    return Buffer.concat([Buffer.from(`${bytes.toString(16)}\r\n`), Buffer.alloc(bytes, 97), Buffer.from('\r\n')]);
  }

  /** Memory of the server's process in bytes, as Linux tells it. */
  async function readMemory(): Promise<number> {
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024;
  }

  test.each([
    ['of exactly the limit', MAX_BODY_BYTES, 200],
    ['of a byte more', MAX_BODY_BYTES + 1, 413],
  ])('%s', async (_, length, status) => {
    const headers = { cookie, origin: server.url, 'content-type': 'application/json' };
    const body = `"${'a'.repeat(length - 2)}"`;
    const answer = await ask(`${server.url}${TASKS}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  test.each([
    ['announced as 200 MiB', TASKS, `Content-Length: ${200 * MEBIBYTE}`, Buffer.alloc(65536, 97)],
    ['of 200 MiB in pieces', TASKS, 'Transfer-Encoding: chunked', chunked(65536)],
    ['announced as 200 MiB for an account', SIGN_IN, `Content-Length: ${200 * MEBIBYTE}`, Buffer.alloc(65536, 97)],
    ['of 200 MiB in pieces for an account', SIGN_IN, 'Transfer-Encoding: chunked', chunked(65536)],
    ['in one piece of 200 MiB', TASKS, 'Transfer-Encoding: chunked\r\nX-A: b', Buffer.alloc(65536, 97)],
  ])('%s is refused within a second, costs no memory and ends the connection', async (name, path, length, chunk) => {
    const before = await readMemory();
    const prefix = name === 'in one piece of 200 MiB' ? `${(200 * MEBIBYTE).toString(16)}\r\n` : '';
    const send = () => pour(head(path, length) + prefix, chunk, 200 * MEBIBYTE);
    // a connection that is reset while more is being sent may take the answer with it
    let poured = await send();
    for (let tries = 1; poured.answer === '' && poured.isClosed && tries < 3; tries += 1) poured = await send();
    const { answer, millis, isClosed } = poured;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(millis).toBeLessThan(1000);
    expect(isClosed).toBe(true);
    expect((await readMemory()) - before).toBeLessThan(32 * MEBIBYTE);
    expect(backend.received.every(({ body }) => body.length <= MAX_BODY_BYTES)).toBe(true);
  });

  test('for a page, which takes none, is not read', async () => {
    const before = await readMemory();
    const { answer } = await pour(head('/sign-in', 'Transfer-Encoding: chunked'), chunked(65536), 200 * MEBIBYTE);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toMatch(/^content-security-policy: default-src 'none';/im);
    expect((await readMemory()) - before).toBeLessThan(32 * MEBIBYTE);
  });

  test('that never comes, or stops in between, is given up', async () => {
    backend.received.length = 0;
    const starts = [head(TASKS, 'Content-Length: 100'), `${head(TASKS, 'Content-Length: 100')}{"title":`];
    const outcomes = await Promise.all(starts.map((start) => pour(start, Buffer.alloc(0), 0)));
    for (const { answer, millis, isClosed } of outcomes) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(millis).toBeLessThan(18_000);
      expect(isClosed).toBe(true);
    }
    expect(backend.received).toEqual([]);
  });
});
