import { describe, expect, test } from 'vitest';
import { checkPassage } from './gate';

function request(method: string, headers: Record<string, string>): Request {
  return new Request('http://0.0.0.0:3000/api/auth/sign-in/email', { method, headers });
}

describe('a request that changes something', () => {
  test.each(['http://127.0.0.1:30080', 'http://192.168.49.2:30080', 'http://localhost:41234', 'http://[::1]:3000'])(
    'passes from a page of %s to itself',
    (origin) => {
      const passage = checkPassage(
        request('POST', { host: new URL(origin).host, origin, 'sec-fetch-site': 'same-origin' }),
        [],
      );
      expect(passage.origin?.origin).toBe(origin);
    },
  );

  test.each([
    ['another site', { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }],
    [
      'another port of the same machine, whose cookies are ours',
      { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' },
    ],
    ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['another site in a browser that says only this much', { 'sec-fetch-site': 'cross-site' }],
    ['the https twin', { origin: 'https://localhost:30080' }],
    ['a page of another port by its origin alone', { origin: 'http://localhost:5173' }],
    ['a page without an origin in a browser that says no more', { origin: 'null' }],
    ['nobody who says where from, with cookies', { cookie: 'todo.session_token=a' }],
    ['a host that only X-Forwarded-Host knows', { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }],
    ['a page that claims to be ours by a prefix', { origin: 'http://localhost:30080.evil.example' }],
  ])('is refused from %s', (_, headers) => {
    const { refusal } = checkPassage(request('POST', { host: 'localhost:30080', ...headers }), []);
    expect(refusal?.status).toBe(403);
  });

  test('passes from a program that is no browser', () => {
    expect(checkPassage(request('DELETE', { host: 'localhost:30080' }), []).refusal).toBeUndefined();
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'POST', 'PURGE'])('is one whatever its method: %s', (method) => {
    const headers = { host: 'localhost:30080', origin: 'http://evil.example' };
    expect(checkPassage(request(method, headers), []).refusal?.status).toBe(403);
  });

  test.each([
    ['application/json', undefined],
    ['application/json; charset=utf-8', undefined],
    ['application/merge-patch+json', undefined],
    ['text/plain', 415],
    ['text/plain; x=application/json', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=a', 415],
    ['', 415],
  ])('with a body of type %j ends with %s', (type, status) => {
    const headers = { host: 'localhost:30080', 'content-length': '2', ...(type ? { 'content-type': type } : {}) };
    expect(checkPassage(request('POST', headers), []).refusal?.status).toBe(status);
    expect(
      checkPassage(request('POST', { ...headers, 'content-length': '', 'transfer-encoding': 'chunked' }), []).refusal
        ?.status,
    ).toBe(status);
  });

  test('needs no type without a body', () => {
    expect(checkPassage(request('POST', { host: 'localhost', 'content-length': '0' }), []).refusal).toBeUndefined();
  });

  test('passes behind a proxy that ends TLS and says so', () => {
    const headers = { host: 'todo.example.com', origin: 'https://todo.example.com', 'x-forwarded-proto': 'https' };
    expect(checkPassage(request('POST', headers), ['todo.example.com']).origin?.protocol).toBe('https');
  });
});

test('a request that only reads passes from anywhere', () => {
  const headers = { host: 'frontend-svc', origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
  expect(checkPassage(request('GET', headers), []).refusal).toBeUndefined();
});

test('a name that anybody could point here is refused, and the answer names the setting', async () => {
  const { refusal } = checkPassage(request('GET', { host: 'rebind.evil.example' }), []);
  expect(refusal?.status).toBe(421);
  expect(await refusal?.text()).toContain('BETTER_AUTH_ALLOWED_HOSTS');
});

test.each(['', 'a b', 'host/path', 'user@host', 'host:port'])('the Host header %j is refused', (host) => {
  expect(checkPassage(request('GET', { host }), []).refusal?.status).toBe(400);
});
