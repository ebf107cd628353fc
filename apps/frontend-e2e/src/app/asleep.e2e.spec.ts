import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { API, call, makeTask } from '../support/api.js';
import { addTask, open, tick, waitUntilSaved } from '../support/board.js';
import { readRestarts } from '../support/cluster.js';
import { needPostgres } from '../support/cluster-only.js';
import { endSessions, stopPostgres, waitForPostgres, wakePostgres, watchStatements } from '../support/database.js';
import { settle } from '../support/person.js';

/**
 * How ten minutes pass: the page's clock is run through all of them, so that each of its timers fires as often as it would;
 * meanwhile the servers live through `STEPS` × `STEP_MS` of real time. What they do by themselves comes far more often
 * than that: probes of the kubelet (1 to 20 s) and the pings of the event stream (15 s). What else they have of
 * time is asked of a request: the age of keys (5 min), of tokens (5 min), of pooled connections, of limits (1 min).
 */
const IDLE_MINUTES = 10;
const STEPS = 20;
const STEP_MS = 2000;

test('ten minutes in which nobody does anything ask nothing of the database', async ({ page }) => {
  const cluster = await needPostgres();
  test.setTimeout(180_000);
  await page.clock.install();
  await settle(page, 'Sleepy');
  await addTask(page, 'Then I fell asleep');
  await page.waitForLoadState('load');
  // the answers of the last requests, and whatever they set off
  await pause(2000);

  const requests: string[] = [];
  const statements = await watchStatements(cluster, async () => {
    page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
    for (let step = 0; step < STEPS; step++) {
      await page.clock.runFor((IDLE_MINUTES * 60_000) / STEPS);
      await pause(STEP_MS);
    }
  });
  expect(statements).toEqual([]);
  expect(requests).toEqual([]);

  await test.step('and the page is alive when somebody comes back', async () => {
    await addTask(page, 'Good morning');
  });
});

test('the statements of somebody who works are seen, so that their absence means something', async ({ page }) => {
  const cluster = await needPostgres();
  await settle(page, 'Busy');
  const statements = await watchStatements(cluster, () => addTask(page, 'Counted'));
  expect(statements.join('\n')).toContain('INSERT INTO todo_api.task');
});

test('a database that sleeps is woken in front of the reader, without an error and without a restart', async ({
  page,
}) => {
  const cluster = await needPostgres();
  test.setTimeout(240_000);
  await settle(page, 'Winter');
  await addTask(page, 'Hibernate');
  const restarts = await readRestarts(cluster);
  try {
    await stopPostgres(cluster);

    await test.step('the API says so within 3 s, and when to come back', async () => {
      for (const { path, ...options } of [
        { path: `${API}/tasks` },
        { path: `${API}/tasks/summary` },
        { path: `${API}/tasks`, method: 'POST', data: { title: 'Meanwhile' } },
        { path: `${API}/events` },
      ] as const) {
        const begun = Date.now();
        const answer = await call(page, path, { ...options, timeout: 10_000 });
        expect.soft(Date.now() - begun, path).toBeLessThanOrEqual(3000);
        expect(answer.status(), path).toBe(503);
        expect(Number(answer.headers()['retry-after']), path).toBeGreaterThanOrEqual(1);
        expect(await answer.json(), path).toMatchObject({ code: 'database-away' });
      }
      expect((await call(page, '/readyz')).status()).toBe(200);
    });

    await test.step('an open page keeps what is written', async () => {
      await page.getByLabel('New task').fill('Written in the dark');
      await page.getByLabel('New task').press('Enter');
      await expect(page.getByRole('button', { name: 'Written in the dark', exact: true })).toBeVisible();
    });

    const newcomer = await page.context().newPage();
    await test.step('a page that is opened now says what it waits for', async () => {
      await newcomer.goto('/');
      await expect(newcomer.getByText(/waking the database/i).first()).toBeVisible();
      await expect(newcomer.getByText('Something went wrong')).toHaveCount(0);
    });

    await test.step('signing in says so as well', async () => {
      const answer = await call(page, '/api/auth/sign-in/email', {
        method: 'POST',
        data: { email: 'nobody@example.com', password: 'correct horse' },
        timeout: 10_000,
      });
      expect(answer.status()).toBe(503);
      expect(Number(answer.headers()['retry-after'])).toBeGreaterThanOrEqual(1);
    });

    await wakePostgres(cluster);
    const readyAt = await waitForPostgres(cluster);

    await test.step('everything is back within 5 s', async () => {
      await expect
        .poll(async () => (await call(page, `${API}/tasks`)).status(), { timeout: 10_000, intervals: [200] })
        .toBe(200);
      const took = Date.now() - readyAt;
      test.info().annotations.push({ type: 'recovered after', description: `${took} ms` });
      expect(took).toBeLessThanOrEqual(5000);
    });

    await test.step('both pages find their way by themselves', async () => {
      await expect(tick(newcomer, 'Hibernate')).toBeVisible({ timeout: 20_000 });
      const retry = page.getByRole('button', { name: 'Retry' });
      await expect(async () => {
        if (await retry.first().isVisible()) await retry.first().click();
        await expect(tick(page, 'Written in the dark')).toBeEnabled({ timeout: 2000 });
      }).toPass({ timeout: 30_000 });
      await waitUntilSaved(page);
    });
  } finally {
    await wakePostgres(cluster);
    await waitForPostgres(cluster);
  }
  expect(await readRestarts(cluster)).toEqual(restarts);
});

test('connections that ended between two requests reach nobody', async ({ page }) => {
  const cluster = await needPostgres();
  await settle(page, 'Stale');
  let ended = 0;
  for (let round = 0; round < 10; round++) {
    ended += await endSessions(cluster);
    const answers = await Promise.all([
      call(page, `${API}/tasks`),
      call(page, `${API}/tasks/summary`),
      call(page, `${API}/tasks`, { method: 'POST', data: { title: `Round ${round}` } }),
      call(page, '/'),
    ]);
    expect(answers.map((answer) => answer.status())).toEqual([200, 200, 201, 200]);
  }
  expect(ended).toBeGreaterThan(10);
  await endSessions(cluster);
  await makeTask(page, { title: 'After the last' });
  await open(page);
  await expect(tick(page, 'After the last')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
});
