import { expect, test } from '@playwright/test';
import { expectTitles } from '../support/board.js';
import { readMemory } from '../support/memory.js';
import { signIn } from '../support/person.js';

test.describe.configure({ timeout: 180_000 });

// `up` ends when the cluster serves; the application's pods start again after it
test.beforeEach(async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL, storageState: readMemory().browser });
  await expect(async () => {
    const answer = await request.get('/api/backend/api/v1/tasks', { timeout: 5_000 });
    expect(answer.status()).toBe(200);
  }).toPass({ timeout: 120_000 });
  await request.dispose();
});

test('who left the browser open is still signed in and finds every task', async ({ browser }) => {
  const memory = readMemory();
  const page = await (await browser.newContext({ storageState: memory.browser })).newPage();
  await page.goto('/');
  await expect(page.getByLabel('New task')).toBeVisible();
  await expectTitles(page, memory.titles);
});

test('who comes from elsewhere can sign in with the old password', async ({ page }) => {
  const memory = readMemory();
  await signIn(page, memory.person);
  await expectTitles(page, memory.titles);
});
