import { expect, test } from 'vitest';
import { describeRefusal } from './account-requests';

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
