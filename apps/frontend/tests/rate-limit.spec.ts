import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { post } from './http';
import { inventPerson, signIn, signUp } from './person';
import { query } from './postgres';
import { createAccounts, missing, type Server, startServer, suite } from './server';

const LIMIT = 60;
const GATEWAY = 'the gateway appends the address of its peer';

describe.skipIf(missing)(suite('attempts to sign in'), () => {
  let database: string;
  let replicas: readonly [Server, Server];
  let exposed: Server;
  let behindTwo: Server;
  beforeAll(async () => {
    database = await createAccounts();
    const start = (hops: string) => startServer({ DATABASE_URL: database, TRUSTED_PROXY_HOPS: hops });
    replicas = [await start('1'), await start('1')];
    exposed = await start('0');
    behindTwo = await start('2');
  });
  afterAll(() => Promise.all([...replicas, exposed, behindTwo].map((server) => server.stop())));
  beforeEach(() => query(database, 'DELETE FROM "rateLimit"'));

  const guess = (server: Server, forwardedFor: string) =>
    post(
      `${server.url}/api/auth/sign-in/email`,
      { email: 'nobody' },
      forwardedFor ? { 'x-forwarded-for': forwardedFor } : {},
    );

  /** How many of so many guesses are answered at all. */
  async function countAnswered(guesses: number, send: (index: number) => ReturnType<typeof guess>): Promise<number> {
    const answers = await Promise.all(Array.from({ length: guesses }, (_, index) => send(index)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 400 && status !== 429)).toEqual([]);
    return statuses.filter((status) => status === 400).length;
  }

  test('are counted once, though two servers answer them, and at the same time', async () => {
    expect(await countAnswered(LIMIT + 20, (index) => guess(replicas[index % 2 === 0 ? 0 : 1], '203.0.113.7'))).toBe(
      LIMIT,
    );
  });

  test('that are too many say when to come back', async () => {
    await countAnswered(LIMIT + 1, () => guess(replicas[0], '203.0.113.7'));
    const answer = await guess(replicas[1], '203.0.113.7');
    expect(answer.status).toBe(429);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  test.each([
    [GATEWAY, () => replicas[0], (index: number) => `198.51.100.${index}, 203.0.113.7`],
    ['an ingress and the gateway do', () => behindTwo, (index: number) => `198.51.100.${index}, 203.0.113.7, 10.0.0.1`],
    ['nobody is in front', () => exposed, (index: number) => `198.51.100.${index}`],
    ['nobody is in front, and it is a whole chain', () => exposed, (index: number) => `198.51.100.${index}, 10.0.0.1`],
    ['nobody is in front, and it is nonsense', () => exposed, (index: number) => `x${index}`],
  ])('are not hidden by an invented X-Forwarded-For when %s', async (_, server, invent) => {
    expect(await countAnswered(LIMIT + 10, (index) => guess(server(), invent(index)))).toBe(LIMIT);
  });

  test('are not hidden by inventing the header that this server keeps for itself', async () => {
    const send = (index: number) =>
      post(
        `${exposed.url}/api/auth/sign-in/email`,
        { email: 'nobody' },
        { 'x-peer-address': `198.51.100.${index}`, 'x-client-address': `198.51.100.${index}` },
      );
    expect(await countAnswered(LIMIT + 10, send)).toBe(LIMIT);
  });

  test.each([
    [GATEWAY, () => replicas[0], '203.0.113.8'],
    ['an ingress and the gateway do', () => behindTwo, '203.0.113.8, 10.0.0.1'],
  ])('of one do not lock another one out when %s', async (_, server, other) => {
    await countAnswered(LIMIT + 10, () => guess(server(), other.replace('203.0.113.8', '203.0.113.7')));
    expect((await guess(server(), other)).status).toBe(400);
  });

  test('of one subnet of the sixth version are those of one', async () => {
    const send = (index: number) => guess(replicas[0], `2001:db8:0:1::${index.toString(16)}`);
    expect(await countAnswered(LIMIT + 10, send)).toBe(LIMIT);
    expect((await guess(replicas[0], '2001:db8:0:2::1')).status).toBe(400);
  });

  test('of a household that comes seldom but steadily are never too many', async () => {
    const addressOf = { 'x-forwarded-for': '203.0.113.7' };
    const person = inventPerson();
    await signUp(replicas[0].url, person, addressOf);
    // An hour of it: a sign-in every half minute, each in a window that is almost over.
    for (let half = 0; half < 5; half++) {
      expect((await signIn(replicas[0].url, person, addressOf)).status).toBe(200);
      await query(database, 'UPDATE "rateLimit" SET count = 60, "lastRequest" = "lastRequest" - 60000');
    }
  });

  test('that are long past are forgotten', async () => {
    await query(
      database,
      `INSERT INTO "rateLimit" (id, key, count, "lastRequest")
       SELECT n::text, 'old ' || n, 1, (extract(epoch FROM now()) * 1000)::bigint - 7200000 FROM generate_series(1, 50) n`,
    );
    await guess(replicas[0], '203.0.113.7');
    expect(await query(database, 'SELECT count(*)::int AS count FROM "rateLimit"')).toEqual([{ count: 1 }]);
  });
});
