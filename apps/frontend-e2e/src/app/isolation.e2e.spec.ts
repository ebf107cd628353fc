import { expect, test } from '@playwright/test';
import { API, ask, call, makeTask, readTasks } from '../support/api.js';
import { expectTitles, open, tick } from '../support/board.js';
import { join, readUserId, settle } from '../support/person.js';

test('two people never meet in each other’s tasks', async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  const bob = await (await browser.newContext()).newPage();
  await settle(ada, 'Ada');
  await settle(bob, 'Bob');
  const { id } = await makeTask(ada, { title: 'Only for Ada', tags: ['secret'] });
  await makeTask(bob, { title: 'Only for Bob' });
  const { data } = await ask<{ data: { id: string }[] }>(ada, '/activity');
  const activityId = data[0]?.id ?? '';
  const adaId = await readUserId(ada);

  await test.step('on the page, not even while both are open', async () => {
    await open(bob);
    await expectTitles(bob, ['Only for Bob']);
    await makeTask(ada, { title: 'Also for Ada' });
    await expect(tick(ada, 'Also for Ada')).toBeVisible();
    await expectTitles(bob, ['Only for Bob']);
  });

  for (const [method, path, body] of [
    ['GET', `${API}/tasks/${id}`, undefined],
    ['PATCH', `${API}/tasks/${id}`, { title: 'Taken over' }],
    ['POST', `${API}/tasks/${id}/complete`, undefined],
    ['DELETE', `${API}/tasks/${id}`, undefined],
    ['POST', `${API}/activity/${activityId}/undo`, undefined],
    ['POST', `${API}/activity/undo`, { batch: id }],
    ['GET', `/api/backend/api/${adaId}/tasks`, undefined],
    ['POST', `/api/backend/api/${adaId}/tasks`, { title: 'Planted' }],
    ['GET', `/api/backend/api/${adaId}/tasks/${id}`, undefined],
    ['PATCH', `/api/backend/api/${adaId}/tasks/${id}`, { title: 'Taken over' }],
    ['PATCH', `/api/backend/api/${adaId}/tasks/${id}/complete`, undefined],
    ['DELETE', `/api/backend/api/${adaId}/tasks/${id}`, undefined],
    ['POST', `${API}/confirmations/${id}`, { approve: true }],
    ['GET', `${API}/conversations/${id}/messages`, undefined],
    ['PATCH', `${API}/conversations/${id}`, { title: 'Taken over' }],
    ['DELETE', `${API}/conversations/${id}`, undefined],
  ] as const)
    await test.step(`${method} ${path} finds nothing for the other`, async () => {
      const answer = await call(bob, path, { method, ...(body ? { data: body } : {}) });
      expect(answer.status(), await answer.text()).toBe(404);
    });

  await test.step('lists, searches and counts are about one’s own', async () => {
    expect((await readTasks(bob, '&q=Only')).map(({ title }) => title)).toEqual(['Only for Bob']);
    expect(await readTasks(bob, '&tag=secret')).toEqual([]);
    expect(await ask(bob, '/tasks/summary')).toMatchObject({ all: 1, tags: [] });
    expect(await ask(bob, `/activity?task_id=${id}`)).toMatchObject({ data: [] });
  });

  await test.step('and nothing happened', async () => {
    expect((await readTasks(ada)).map(({ title, status, version }) => [title, status, version])).toEqual([
      ['Also for Ada', 'open', 1],
      ['Only for Ada', 'open', 1],
    ]);
  });
});

test('the paths of the product brief are the same tasks', async ({ page }) => {
  await join(page, 'Brief');
  const own = `/api/backend/api/${await readUserId(page)}/tasks`;
  const made = await call(page, own, { method: 'POST', data: { title: 'By the brief' } });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  expect((await call(page, `${own}/${id}/complete`, { method: 'PATCH' })).status()).toBe(200);
  expect((await readTasks(page)).map(({ title, status }) => [title, status])).toEqual([['By the brief', 'done']]);
});

test('a stranger sees the sign-in page and gets nothing from the API', async ({ page }) => {
  for (const path of ['/', '/?view=all&q=x']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  const id = '00000000-0000-4000-8000-000000000000';
  for (const [method, path, data] of [
    ['GET', '/tasks', undefined],
    ['GET', '/tasks/summary', undefined],
    ['POST', '/tasks', { title: 'x' }],
    ['GET', `/tasks/${id}`, undefined],
    ['PATCH', `/tasks/${id}`, { title: 'x' }],
    ['DELETE', `/tasks/${id}`, undefined],
    ['POST', `/tasks/${id}/complete`, undefined],
    ['GET', '/activity', undefined],
    ['POST', `/activity/${id}/undo`, undefined],
    ['GET', '/events', undefined],
    ['POST', '/chat', { message: 'x' }],
    ['GET', '/assistant', undefined],
    ['GET', '/conversations', undefined],
    ['POST', `/confirmations/${id}`, { approve: true }],
  ] as const) {
    const answer = await call(page, `${API}${path}`, { method, ...(data ? { data } : {}) });
    expect(answer.status(), `${method} ${path}`).toBe(401);
  }
});

test('a session that has ended is told so, and nothing is lost', async ({ page }) => {
  await settle(page, 'Expired');
  await makeTask(page, { title: 'Still mine' });
  expect((await call(page, '/api/auth/sign-out', { method: 'POST', data: {} })).status()).toBe(200);
  expect((await call(page, `${API}/tasks`)).status()).toBe(401);
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('no script of the page can reach a token or the session', async ({ page }) => {
  await settle(page, 'Dora');
  expect((await call(page, '/api/auth/token')).status()).toBe(404);
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');
});
