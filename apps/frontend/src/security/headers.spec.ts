import { describe, expect, test } from 'vitest';
import { buildPagePolicy, TLS_PROTOCOL, UNPINNED_HOST } from './headers';

describe('the policy of a page', () => {
  test('lets nothing run or style it but what carries the nonce', () => {
    expect(buildPagePolicy({ nonce: 'abc', apiUrl: '/api/backend' })).toBe(
      "default-src 'self'; script-src 'self' 'nonce-abc' 'strict-dynamic'; style-src 'self' 'nonce-abc'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; frame-src 'none'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
  });

  test.each([
    ['https://api.example.org/backend', "connect-src 'self' https://api.example.org;"],
    ['http://10.0.0.5:8000', "connect-src 'self' http://10.0.0.5:8000;"],
    ['/api/backend', "connect-src 'self';"],
  ])('with the API at %s allows %s', (apiUrl, expected) => {
    expect(buildPagePolicy({ nonce: 'abc', apiUrl })).toContain(expected);
  });

  test('evaluates code only while it is developed', () => {
    expect(buildPagePolicy({ nonce: 'abc', apiUrl: '/api' })).not.toContain('unsafe');
    expect(buildPagePolicy({ nonce: 'abc', apiUrl: '/api', isDevelopment: true })).toContain("'unsafe-eval'");
  });
});

/** As Next matches the `value` of a condition. */
function matches(value: string, text: string): boolean {
  return new RegExp(`^${value}$`).test(text);
}

test.each([
  ['https', true],
  ['https, http', true],
  ['https,http', true],
  ['http', false],
  ['http, https', false],
  ['httpsx', false],
])('the protocol %j is TLS: %s', (protocol, isTls) => {
  expect(matches(TLS_PROTOCOL, protocol)).toBe(isTls);
});

test.each([
  ['todo.example.org', false],
  ['localhost.example.org', false],
  ['localhost', true],
  ['devbox', true],
  ['app.localhost', true],
  ['frontend-svc.todo.svc.cluster.local', true],
  ['192.168.49.2', true],
])('the host %s is left to itself: %s', (host, isUnpinned) => {
  expect(matches(UNPINNED_HOST, host)).toBe(isUnpinned);
});
