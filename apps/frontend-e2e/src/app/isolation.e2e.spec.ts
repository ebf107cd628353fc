import { expect, test } from '@playwright/test';
import { addTask, readIds, expectTitles, TASKS } from '../support/board.js';
import { inventPerson, signUp } from '../support/person.js';

test('two people never meet in each other’s tasks', async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  const bob = await (await browser.newContext()).newPage();
  await signUp(ada, inventPerson('Ada'));
  await signUp(bob, inventPerson('Bob'));
  await addTask(ada, 'Only for Ada');
  await addTask(bob, 'Only for Bob');

  await test.step('on the page', async () => {
    await bob.reload();
    await expectTitles(bob, ['Only for Bob']);
  });

  const id = (await readIds(ada)).get('Only for Ada') ?? '';
  expect(id).not.toBe('');
  for (const [method, path, data] of [
    ['GET', `${TASKS}/${id}`, undefined],
    ['PATCH', `${TASKS}/${id}`, { title: 'Taken over' }],
    ['POST', `${TASKS}/${id}/complete`, undefined],
    ['DELETE', `${TASKS}/${id}`, undefined],
  ] as const) {
    await test.step(`${method} with the other’s id finds nothing`, async () => {
      const answer = await bob.request.fetch(path, { method, ...(data ? { data } : {}) });
      expect(answer.status()).toBe(404);
    });
  }

  await test.step('and nothing happened', async () => {
    await ada.reload();
    await expectTitles(ada, ['Only for Ada']);
    await expect(ada.getByRole('checkbox', { name: 'Done: Only for Ada' })).not.toBeChecked();
  });
});

test('a stranger sees the sign-in page and gets nothing from the API', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in$/);
  expect((await page.request.get(TASKS)).status()).toBe(401);
});

test('another site cannot act for somebody who is signed in', async ({ page }) => {
  await signUp(page, inventPerson('Carla'));
  const headers = { Origin: 'http://localhost:5173', 'Sec-Fetch-Site': 'same-site' };
  expect((await page.request.post(TASKS, { headers, data: { title: 'Forged' } })).status()).toBe(403);
  expect((await page.request.post('/api/auth/sign-out', { headers, data: {} })).status()).toBe(403);
  await page.reload();
  await expect(page.getByText('A clear list')).toBeVisible();
});

test('no script of the page can reach a token or the session', async ({ page }) => {
  await signUp(page, inventPerson('Dora'));
  expect((await page.request.get('/api/auth/token')).status()).toBe(404);
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');
});
