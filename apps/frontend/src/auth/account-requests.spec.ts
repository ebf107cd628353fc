import { expect, test } from 'vitest';
import { describeRefusal, signIn } from './account-requests';

test('a wrong password does not say which of the two was wrong', () => {
  expect(describeRefusal(401, { code: 'INVALID_EMAIL_OR_PASSWORD' })).toBe(
    'That e-mail address and password do not match an account.',
  );
});

test('a refusal of our own gate is told as it is', () => {
  expect(describeRefusal(421, { detail: 'Add the name to BETTER_AUTH_ALLOWED_HOSTS.' })).toBe(
    'Add the name to BETTER_AUTH_ALLOWED_HOSTS.',
  );
});

test('too many attempts ask for patience', () => {
  expect(describeRefusal(429, { message: 'Too many requests.' })).toMatch(/Wait a minute/);
});

test.each([undefined, 'text', { code: 'toString' }])(
  'a server that broke with %j is not the fault of what was typed',
  (body) => {
    expect(describeRefusal(500, body)).toMatch(/not available/);
  },
);

/** A server that answers so, one after the other, and the last one from then on. */
function answer(...answers: Response[]): { send: typeof fetch; count: () => number } {
  let sent = 0;
  return {
    send: () => Promise.resolve((answers[sent++] ?? answers.at(-1))?.clone() ?? Response.error()),
    count: () => sent,
  };
}

const ASLEEP = Response.json({ code: 'database-away' }, { status: 503, headers: { 'retry-after': '0' } });
const ADA = { email: 'ada@example.com', password: 'correct horse' };

test('a database that sleeps is waited for, and that is said', async () => {
  let waking = 0;
  const server = answer(ASLEEP, ASLEEP, Response.json({}));
  expect(await signIn(ADA, { send: server.send, onWaking: () => waking++ })).toEqual({ ok: true });
  expect([server.count(), waking]).toEqual([3, 2]);
});

test('but not for ever', async () => {
  const server = answer(ASLEEP);
  expect(await signIn(ADA, { send: server.send })).toEqual({
    ok: false,
    message: 'The database does not wake up. Try again in a minute.',
  });
  expect(server.count()).toBe(8);
});

test('any other refusal is told at once', async () => {
  const server = answer(Response.json({ code: 'INVALID_EMAIL_OR_PASSWORD' }, { status: 401 }));
  expect(await signIn(ADA, { send: server.send })).toMatchObject({ ok: false });
  expect(server.count()).toBe(1);
});
