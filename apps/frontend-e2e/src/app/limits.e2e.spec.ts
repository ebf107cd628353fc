import { request as httpRequest } from 'node:http';
import { expect, test } from '@playwright/test';
import { API, call, readTasks } from '../support/api.js';
import { runSql } from '../support/database.js';
import { needPostgres } from '../support/cluster-only.js';
import { inventPerson, join } from '../support/person.js';
import { target } from '../support/target.js';

const WRITES_PER_MINUTE = 120;

test('a body that is too large is refused at once', async ({ page }) => {
  await join(page, 'Bulk');
  for (const kilobytes of [270, 1000, 20_000])
    await test.step(`${kilobytes} kB that say how long they are`, async () => {
      const begun = Date.now();
      const data = { title: 'x', notes: 'x'.repeat(kilobytes * 1000) };
      const answer = await call(page, `${API}/tasks`, { method: 'POST', data });
      expect(answer.status()).toBe(413);
      expect(await answer.json()).toMatchObject({ status: 413 });
      expect(Date.now() - begun).toBeLessThan(3000);
    });
  await test.step('one that does not say so, and does not end', async () => {
    expect(await sendWithoutEnd('/api/backend/api/v1/tasks', 1_000_000)).toBe(413);
  });
  expect(await readTasks(page)).toEqual([]);
});

test('whoever writes too much in a minute is asked to wait, and nobody else is', async ({ browser }) => {
  const eager = await (await browser.newContext()).newPage();
  const calm = await (await browser.newContext()).newPage();
  await join(eager, 'Eager');
  await join(calm, 'Calm');
  const add = (page: typeof eager, title: string) => call(page, `${API}/tasks`, { method: 'POST', data: { title } });
  const statuses: number[] = [];
  for (let index = 0; index < WRITES_PER_MINUTE; index += 10)
    statuses.push(
      ...(await Promise.all(Array.from({ length: 10 }, (_, offset) => add(eager, `Task ${index + offset}`)))).map(
        (answer) => answer.status(),
      ),
    );
  expect(statuses.filter((status) => status !== 201)).toEqual([]);
  const refused = await add(eager, 'One too many');
  expect(refused.status()).toBe(429);
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(refused.headers()['retry-after'])).toBeLessThanOrEqual(60);
  expect((await call(eager, `${API}/tasks`)).status()).toBe(200);
  expect((await add(calm, 'In peace')).status()).toBe(201);
});

test('guessing passwords is slow, from whatever address the guesser claims to come', async ({ page }) => {
  const cluster = await needPostgres();
  const { email } = await join(page, 'Guessed');
  try {
    const guess = async (index: number): Promise<number> => {
      const headers = { 'X-Forwarded-For': `10.1.2.${index}`, 'X-Real-IP': `10.1.3.${index}` };
      const data = { email, password: `guess number ${index}` };
      const answer = await call(page, '/api/auth/sign-in/email', { method: 'POST', headers, data });
      if (answer.status() === 429) expect(Number(answer.headers()['retry-after'])).toBeGreaterThanOrEqual(1);
      return answer.status();
    };
    const statuses: number[] = [];
    for (let index = 0; index < 80; index += 8)
      statuses.push(...(await Promise.all(Array.from({ length: 8 }, (_, offset) => guess(index + offset)))));
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60);
  } finally {
    // everybody here shares one address
    await runSql(cluster, 'DELETE FROM "rateLimit"');
  }
  const { email: other, password, name } = inventPerson('Welcome');
  expect(
    (await call(page, '/api/auth/sign-up/email', { method: 'POST', data: { email: other, password, name } })).status(),
  ).toBe(200);
});

/** The status for a body that does not say how long it is, asked for when so much of it is there and no end. */
function sendWithoutEnd(path: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { origin } = new URL(target.url);
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked', Origin: origin };
    const request = httpRequest(new URL(path, target.url), { method: 'POST', headers, timeout: 10_000 });
    request.on('response', ({ statusCode }) => {
      resolve(statusCode);
      request.destroy();
    });
    request.on('timeout', () => request.destroy(new Error('no answer before the body ended')));
    request.on('error', reject);
    request.write(Buffer.alloc(bytes, 0x20));
  });
}
