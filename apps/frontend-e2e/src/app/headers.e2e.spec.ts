import { type APIResponse, expect, test } from '@playwright/test';
import { API, call } from '../support/api.js';
import { join } from '../support/person.js';

const COMMON = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const TOO_LARGE = { title: 'x'.repeat(400_000) };

/** What is wrong with the headers of an answer that is no page, or with those of a page. */
function expectGuarded(answer: APIResponse, isPage: boolean): void {
  const headers = answer.headers();
  expect.soft(headers).toMatchObject(COMMON);
  expect.soft(headers['content-security-policy']).toContain(isPage ? "'nonce-" : "default-src 'none'");
  expect.soft(headers['content-security-policy']).not.toContain('unsafe');
  expect.soft(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect.soft(headers['x-powered-by']).toBeUndefined();
  expect.soft(headers['server'] ?? '').not.toMatch(/\d/);
  // a browser would hold every port of this host to TLS for a year
  expect.soft(headers['strict-transport-security']).toBeUndefined();
}

test('every kind of answer carries the security headers', async ({ page }) => {
  const stranger = page;
  for (const [path, status] of [
    ['/', 200],
    ['/sign-in', 200],
    ['/sign-up', 200],
    ['/nowhere', 404],
  ] as const)
    await test.step(`page ${path} for a stranger`, async () => {
      const answer = await call(stranger, path);
      expect(answer.status()).toBe(status);
      expectGuarded(answer, true);
    });
  await test.step('a script', async () => {
    const html = await (await call(stranger, '/sign-in')).text();
    const script = /"(\/_next\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await call(stranger, script);
    expect(answer.status(), script).toBe(200);
    expectGuarded(answer, false);
  });
  await test.step('the API for a stranger', async () => {
    const answer = await call(stranger, `${API}/tasks`);
    expect(answer.status()).toBe(401);
    expectGuarded(answer, false);
  });

  await join(page, 'Heda');
  for (const { path, status, method = 'GET', data, isPage = false } of [
    { path: '/', status: 200, isPage: true },
    { path: '/icon.svg', status: 200 },
    { path: '/livez', status: 200 },
    { path: '/api/auth/get-session', status: 200 },
    { path: '/api/auth/no-such-thing', status: 404 },
    { path: `${API}/tasks`, status: 200 },
    { path: `${API}/tasks/summary`, status: 200 },
    { path: `${API}/tasks?zone=Mars/Olympus`, status: 422 },
    { path: `${API}/no-such-thing`, status: 404 },
    { path: `${API}/tasks`, status: 422, method: 'POST', data: { title: '' } },
    { path: `${API}/tasks`, status: 405, method: 'DELETE' },
    { path: `${API}/tasks`, status: 413, method: 'POST', data: TOO_LARGE },
  ] as const)
    await test.step(`${method} ${path} answers ${status}`, async () => {
      const answer = await call(page, path, { method, data });
      expect(answer.status(), await answer.text()).toBe(status);
      expectGuarded(answer, isPage);
      if (path.startsWith('/api/')) expect.soft(answer.headers()['cache-control']).toMatch(/no-store|no-cache|private/);
    });
});
