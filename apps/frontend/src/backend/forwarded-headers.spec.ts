import { describe, expect, test } from 'vitest';
import { buildRequestHeaders, buildResponseHeaders, resolveRequestId } from './forwarded-headers';

describe('to the backend', () => {
  const sent = new Headers({
    cookie: 'todo.session_token=secret',
    authorization: 'Bearer forged',
    'x-forwarded-for': '10.0.0.1',
    'content-type': 'application/json',
    'if-match': '"3"',
    'x-origin': 'tab-1',
    connection: 'if-match, x-origin',
    'x-forwarded-host': 'evil.example',
    'x-http-method-override': 'DELETE',
    forwarded: 'for=10.0.0.1;host=evil.example',
  });
  const built = buildRequestHeaders(sent, 'token', 'id');

  test.each([
    'cookie',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-http-method-override',
    'forwarded',
    'connection',
    'host',
  ])('%s stays here', (name) => {
    expect(built.has(name)).toBe(false);
  });

  test("the token is ours, not the browser's", () => {
    expect(built.get('authorization')).toBe('Bearer token');
  });

  test.each([
    ['content-type', 'application/json'],
    ['if-match', '"3"'],
    ['x-request-id', 'id'],
    ['x-origin', 'tab-1'],
  ])('%s goes along', (name, value) => {
    expect(built.get(name)).toBe(value);
  });
});

describe('to the browser', () => {
  test('a stream is marked so that nobody collects it', () => {
    const built = buildResponseHeaders(new Headers({ 'content-type': 'text/event-stream; charset=utf-8' }), 'id');
    expect(built.get('cache-control')).toBe('no-cache, no-transform');
    expect(built.get('x-accel-buffering')).toBe('no');
  });

  test('anything else is not stored unless the backend says so', () => {
    expect(buildResponseHeaders(new Headers({ 'content-type': 'application/json' }), 'id').get('cache-control')).toBe(
      'no-store',
    );
    expect(buildResponseHeaders(new Headers({ 'cache-control': 'max-age=5' }), 'id').get('cache-control')).toBe(
      'max-age=5',
    );
  });

  test.each(['x-activity-id', 'idempotent-replay', 'etag', 'retry-after'])('%s goes along', (name) => {
    expect(buildResponseHeaders(new Headers({ [name]: '1' }), 'id').get(name)).toBe('1');
  });

  test.each(['set-cookie', 'server', 'content-length', 'content-encoding'])('%s of the backend ends here', (name) => {
    expect(buildResponseHeaders(new Headers({ [name]: '1' }), 'id').has(name)).toBe(false);
  });
});

test('a well-formed request id is kept, any other is replaced', () => {
  expect(resolveRequestId(new Headers({ 'x-request-id': 'abc-1.2_3' }))).toBe('abc-1.2_3');
  expect(resolveRequestId(new Headers({ 'x-request-id': 'a{b}' }), () => 'new')).toBe('new');
  expect(resolveRequestId(new Headers(), () => 'new')).toBe('new');
});
