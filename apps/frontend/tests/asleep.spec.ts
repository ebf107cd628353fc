import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Backend, startBackend } from './backend';
import { type Answer, ask, post } from './http';
import { becomeSomebody, inventPerson } from './person';
import { createPostgres, type PostgresServer, query } from './postgres';
import { missing, type Server, startServer, suite } from './server';
import { openPool } from '../src/auth/database';
import { migrate } from '../src/migrate/migrate';

const TASKS = '/api/backend/api/v1/tasks';

/** A wire to the database that can be cut, or go dead without a word, as one through a cloud can. */
interface Wire {
  port: number;
  connections: () => number;
  /** Passes nothing on any more, in either direction, and says nothing. */
  goDead: () => void;
  /** New connections are as they should be; the dead ones stay dead. */
  mend: () => void;
  close: () => Promise<void>;
}

async function layWire(target: number): Promise<Wire> {
  let isDead = false;
  const pairs = new Set<[Socket, Socket]>();
  const deaf = new Set<Socket>();
  let server: NetServer;
  const listener = createServer((inner) => {
    if (isDead) {
      inner.on('error', () => undefined);
      deaf.add(inner);
      return;
    }
    const outer = connect(target, '127.0.0.1');
    const pair: [Socket, Socket] = [inner, outer];
    pairs.add(pair);
    inner.pipe(outer).pipe(inner);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        inner.destroy();
        outer.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => (server = listener.listen(0, '127.0.0.1', resolve)));
  return {
    port: (listener.address() as { port: number }).port,
    connections: () => pairs.size,
    goDead: () => {
      isDead = true;
      for (const [inner, outer] of pairs) {
        inner.unpipe(outer);
        outer.unpipe(inner);
      }
    },
    mend: () => {
      isDead = false;
    },
    close: async () => {
      for (const socket of [...pairs, deaf].flatMap((group) => [...group])) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe.skipIf(missing)(suite('a database that comes and goes'), () => {
  let postgres: PostgresServer;
  let wire: Wire;
  let backend: Backend;
  let server: Server;
  let cookie: string;

  beforeAll(async () => {
    postgres = await createPostgres(inject('programs') ?? '');
    const pool = openPool(postgres.buildUrl('postgres'));
    await migrate(pool);
    await pool.end();
    wire = await layWire(postgres.port);
    backend = await startBackend();
    server = await startServer({
      DATABASE_URL: `postgresql://todo@127.0.0.1:${wire.port}/postgres`,
      BACKEND_URL: backend.url,
    });
    cookie = await becomeSomebody(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await wire.close();
    await backend.stop();
    await postgres.remove();
  });

  const REQUESTS: [name: string, send: () => Promise<Answer>][] = [
    ['tasks', () => ask(`${server.url}${TASKS}`, { headers: { cookie } })],
    ['a new task', () => post(`${server.url}${TASKS}`, { title: 'x' }, { cookie })],
    ['who is there', () => ask(`${server.url}/api/auth/get-session`, { headers: { cookie } })],
    ['the public keys', () => ask(`${server.url}/api/auth/jwks`)],
    ['signing in', () => post(`${server.url}/api/auth/sign-in/email`, inventPerson())],
    ['a new account', () => post(`${server.url}/api/auth/sign-up/email`, inventPerson())],
    ['signing out', () => post(`${server.url}/api/auth/sign-out`, {}, { cookie: 'todo.session_token=a.b' })],
  ];

  /** What a person or a program is told while the database is away. */
  function expectAway(answer: Answer): void {
    expect(answer.status).toBe(503);
    expect(answer.millis).toBeLessThan(3000);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['retry-after']).toBe('2');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json).toMatchObject({ status: 503, code: 'database-away' });
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONN|postgres|select/i);
  }

  async function expectBackWithin(millis: number): Promise<void> {
    const started = performance.now();
    for (;;) {
      const answer = await ask(`${server.url}${TASKS}`, { headers: { cookie } });
      if (answer.status === 200) break;
      expect(answer.status).toBe(503);
      expect(performance.now() - started).toBeLessThan(millis);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(performance.now() - started).toBeLessThan(millis);
  }

  const isAlive = async () =>
    (await ask(`${server.url}/livez`)).status === 200 && (await ask(`${server.url}/readyz`)).status === 200;

  test('is left alone by whoever only looks', async () => {
    const look = () =>
      Promise.all([
        ask(`${server.url}/livez`),
        ask(`${server.url}/readyz`),
        ask(`${server.url}/sign-in`),
        ask(`${server.url}/`),
        ask(`${server.url}${TASKS}`),
        ask(`${server.url}/nothing`),
        ask(`${server.url}/icon.svg`),
      ]);
    await waitUntil(() => wire.connections() === 0, 15_000);
    for (let round = 0; round < 3; round++) await look();
    expect(wire.connections()).toBe(0);
  });

  test('hears nothing from an idle server, not even a connection that is kept', async () => {
    expect((await ask(`${server.url}${TASKS}`, { headers: { cookie } })).status).toBe(200);
    expect(wire.connections()).toBeGreaterThan(0);
    const url = postgres.buildUrl('template1');
    const count = async () =>
      query(
        url,
        `SELECT xact_commit + xact_rollback AS work, sessions FROM pg_stat_database WHERE datname = 'postgres'`,
      );
    await waitUntil(() => wire.connections() === 0, 15_000);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const before = await count();
    await new Promise((resolve) => setTimeout(resolve, 5000));
    expect(await count()).toEqual(before);
    expect(await query(url, `SELECT 1 FROM pg_stat_activity WHERE application_name = 'todo-frontend'`)).toEqual([]);
  });

  test('may drop its connections between requests, and nobody notices', async () => {
    for (let round = 0; round < 20; round++) {
      await query(
        postgres.buildUrl('template1'),
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'todo-frontend'`,
      );
      const answers = await Promise.all([
        ask(`${server.url}${TASKS}`, { headers: { cookie } }),
        ask(`${server.url}/api/auth/get-session`, { headers: { cookie } }),
        ask(`${server.url}/`, { headers: { cookie } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    }
  });

  test('may lose them without a word, and nobody notices', async () => {
    await Promise.all([1, 2, 3, 4, 5].map(() => ask(`${server.url}${TASKS}`, { headers: { cookie } })));
    wire.goDead();
    wire.mend();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    for (const [name, send] of REQUESTS) {
      const answer = await send();
      expect(answer.status, name).toBeLessThan(500);
      expect(answer.millis, name).toBeLessThan(3000);
    }
  });

  describe('that is stopped', () => {
    beforeAll(() => postgres.stop());

    test.each(REQUESTS)('answers %s with 503 at once', async (_, send) => {
      expectAway(await send());
    });

    test('shows the sign-in page all the same', async () => {
      const answer = await ask(`${server.url}/sign-in`, { headers: { cookie } });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Welcome back');
    });

    test('stops no probe', async () => {
      expect(await isAlive()).toBe(true);
    });

    test('is there again as soon as it is back', async () => {
      await postgres.start();
      await expectBackWithin(5000);
    });
  });

  describe('that is silent', () => {
    beforeAll(() => {
      wire.goDead();
    });

    test.each(REQUESTS)('answers %s with 503 within three seconds', async (_, send) => {
      expectAway(await send());
    });

    test('keeps nobody waiting for those before', async () => {
      // long enough for somebody to try again, so that all of these wait for an answer
      await new Promise((resolve) => setTimeout(resolve, 1100));
      const send = () => ask(`${server.url}${TASKS}`, { headers: { cookie } });
      (await Promise.all(Array.from({ length: 15 }, send))).forEach(expectAway);
    });

    test('stops no probe', async () => {
      expect(await isAlive()).toBe(true);
    });

    test('is there again as soon as it speaks', async () => {
      wire.mend();
      await expectBackWithin(5000);
    });
  });

  test('that keeps a table locked delays nobody but those who need it, and them not for long', async () => {
    const lock = new Client({ connectionString: postgres.buildUrl('postgres') });
    await lock.connect();
    await lock.query('BEGIN');
    await lock.query('LOCK TABLE session');
    const waiting = Promise.all([1, 2, 3].map(() => ask(`${server.url}${TASKS}`, { headers: { cookie } })));
    expect((await ask(`${server.url}/api/auth/jwks`)).status).toBe(200);
    expect(await isAlive()).toBe(true);
    (await waiting).forEach(expectAway);
    await lock.end();
    await expectBackWithin(5000);
  });

  test('that is away at the backend is told in the same words', async () => {
    const asleep = await startBackend((_, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '2' });
      response.end(JSON.stringify({ status: 503, code: 'database-away' }));
    });
    const other = await startServer({ DATABASE_URL: postgres.buildUrl('postgres'), BACKEND_URL: asleep.url });
    try {
      expectAway(await ask(`${other.url}${TASKS}`, { headers: { cookie, 'cache-control': 'no-store' } }));
    } finally {
      await other.stop();
      await asleep.stop();
    }
  });
});

async function waitUntil(isReached: () => boolean, millis: number): Promise<void> {
  const deadline = Date.now() + millis;
  while (!isReached()) {
    if (Date.now() > deadline) throw new Error(`Wait: it is not so after ${millis} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
