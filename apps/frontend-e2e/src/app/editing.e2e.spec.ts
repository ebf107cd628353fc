import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { API, ask, call, makeTask, readTask, readTasks, type Task } from '../support/api.js';
import { addTask, dayIn, edit, expectTitles, findRow, open, tick, waitUntilSaved } from '../support/board.js';
import { settle } from '../support/person.js';

const ZONE = 'Europe/Berlin';
const UNDO_MS = 10_000;

test.use({ timezoneId: ZONE, locale: 'en-GB' });

const findUndo = (page: Page) => page.getByRole('button', { name: 'Undo', exact: true });

test('a task is edited where it stands', async ({ page }) => {
  await settle(page, 'Inline');
  await addTask(page, 'Call landlord');
  const editor = await edit(page, 'Call landlord');
  await editor.getByLabel('Title').fill('Call the landlord');
  await editor.getByLabel('Notes').fill('Mornings are best');
  await editor.getByLabel('Due date').fill(dayIn(ZONE, 1));
  await editor.getByLabel('Due time').fill('09:30');
  await editor.getByLabel('Priority').selectOption('High');
  await editor.getByLabel('Add a tag').fill('home');
  await editor.getByLabel('Add a tag').press('Enter');
  await editor.getByRole('button', { name: 'Save' }).click();
  await waitUntilSaved(page);
  const task = await readTask(page, 'Call the landlord');
  expect(task).toMatchObject({ notes: 'Mornings are best', priority: 3, tags: ['home'], version: 2 });
  expect(task.due).toMatchObject({ date: dayIn(ZONE, 1), time: '09:30', zone: ZONE });

  await test.step('Escape leaves all as it was', async () => {
    const again = await edit(page, 'Call the landlord');
    await again.getByLabel('Title').fill('Something else');
    await page.keyboard.press('Escape');
    await expect(tick(page, 'Call the landlord')).toBeVisible();
    expect((await readTask(page, 'Call the landlord')).version).toBe(2);
  });
});

for (const [what, act, undone] of [
  [
    'deleted',
    (page: Page) => page.getByRole('button', { name: 'Delete: Keep me' }).click(),
    (task: Task) => task.status === 'open',
  ],
  ['ticked off', (page: Page) => tick(page, 'Keep me').click(), (task: Task) => task.status === 'open'],
] as const)
  test(`what was ${what} comes back with Undo, as it was`, async ({ page }) => {
    await settle(page, 'Uma');
    const before = await makeTask(page, { title: 'Keep me', notes: 'all of it', priority: 2, tags: ['dear'] });
    await open(page);
    await act(page);
    await expect(findUndo(page)).toBeVisible();
    await waitUntilSaved(page);
    await findUndo(page).click();
    await expect(tick(page, 'Keep me')).not.toBeChecked();
    await waitUntilSaved(page);
    const after = await readTask(page, 'Keep me');
    expect({ ...after, version: 0, updated_at: '' }).toEqual({ ...before, version: 0, updated_at: '' });
    expect(undone(after)).toBe(true);
    await open(page);
    await expectTitles(page, ['Keep me']);
  });

test('Undo is offered for ten seconds, and Control Z does the same', async ({ page }) => {
  await page.clock.install();
  await settle(page, 'Ten');
  for (const title of ['First', 'Second']) await addTask(page, title);
  await page.getByRole('button', { name: 'Delete: First' }).click();
  await page.mouse.move(0, 0);
  await expect(findUndo(page)).toBeVisible();
  await page.clock.runFor(UNDO_MS - 1500);
  await expect(findUndo(page)).toBeVisible();
  await page.clock.runFor(2000);
  await expect(findUndo(page)).toHaveCount(0);

  await page.getByRole('button', { name: 'Delete: Second' }).click();
  await expect(findUndo(page)).toBeVisible();
  await page.locator('body').press('Control+z');
  await expect(tick(page, 'Second')).toBeEnabled();
});

test('a change that cannot be sent stays in sight and goes through with Retry', async ({ page }) => {
  await settle(page, 'Rita');
  await addTask(page, 'Tick me');
  await page.route('**/api/backend/**', (route) =>
    route.request().method() === 'GET' ? route.continue() : route.abort(),
  );

  await test.step('a tick', async () => {
    await tick(page, 'Tick me').click();
    await expect(findRow(page, 'Tick me').getByRole('alert')).toContainText('Not marked as done.');
    await expect(tick(page, 'Tick me')).not.toBeChecked();
  });
  await test.step('and a new task, with all its words', async () => {
    await page.getByLabel('New task').fill('Do not lose me');
    await page.getByLabel('New task').press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'Not saved.' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Do not lose me', exact: true })).toBeVisible();
  });

  await page.unroute('**/api/backend/**');
  const retry = page.getByRole('button', { name: 'Retry' });
  await retry.first().click();
  await expect(retry).toHaveCount(1);
  await retry.click();
  await expect(tick(page, 'Tick me')).toBeChecked();
  await expect(tick(page, 'Do not lose me')).toBeEnabled();
  await waitUntilSaved(page);
  await open(page);
  await expect(tick(page, 'Tick me')).toBeChecked();
  await expect(tick(page, 'Do not lose me')).toBeVisible();
});

test('an answer that is lost on the way makes no second task', async ({ page }) => {
  await settle(page, 'Once');
  let answered = 0;
  await page.route('**/api/backend/api/v1/tasks', async (route) => {
    if (route.request().method() !== 'POST' || answered > 0) return route.continue();
    answered = (await route.fetch()).status();
    await route.abort();
  });
  await page.getByLabel('New task').fill('Only once');
  await page.getByLabel('New task').press('Enter');
  await expect(async () => {
    const retry = page.getByRole('button', { name: 'Retry' });
    if (await retry.isVisible()) await retry.click();
    await expect(tick(page, 'Only once')).toBeEnabled({ timeout: 1000 });
  }).toPass();
  expect(answered).toBe(201);
  await waitUntilSaved(page);
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(['Only once']);
});

test('the same form submitted twice is one task, and a key is for one body', async ({ page }) => {
  await settle(page, 'Key');
  const headers = { 'Idempotency-Key': randomUUID() };
  const add = (title: string) => call(page, `${API}/tasks`, { method: 'POST', data: { title }, headers });
  const [first, second] = await Promise.all([add('Once'), add('Once')]);
  expect([first.status(), second.status()]).toEqual([201, 201]);
  expect(await first.json()).toEqual(await second.json());
  expect([first, second].map((answer) => answer.headers()['idempotent-replay'] ?? '').sort()).toEqual(['', 'true']);
  expect((await add('Something else')).status()).toBe(422);
  expect((await readTasks(page)).length).toBe(1);
});

test('a stale version is refused with the state that is', async ({ page }) => {
  await settle(page, 'Etag');
  const task = await makeTask(page, { title: 'First' });
  const change = (title: string) =>
    call(page, `${API}/tasks/${task.id}`, { method: 'PATCH', data: { title }, headers: { 'If-Match': '"1"' } });
  expect((await change('Second')).status()).toBe(200);
  const stale = await change('Third');
  expect(stale.status()).toBe(412);
  expect(stale.headers()['etag']).toBe('"2"');
  expect(await stale.json()).toMatchObject({ current: { title: 'Second', version: 2 } });
  for (const [method, path] of [
    ['DELETE', ''],
    ['POST', '/complete'],
  ] as const) {
    const refused = await call(page, `${API}/tasks/${task.id}${path}`, { method, headers: { 'If-Match': '"1"' } });
    expect(refused.status(), method).toBe(412);
  }
  expect((await readTask(page, 'Second')).status).toBe('open');
});

for (const [button, title] of [
  ['Keep mine', 'My title'],
  ['Take theirs', 'Their title'],
] as const)
  test(`two tabs that change one title are asked which: ${button}`, async ({ page }) => {
    await settle(page, 'Tabs');
    const task = await makeTask(page, { title: 'Our title' });
    await open(page);
    const editor = await edit(page, 'Our title');
    await editor.getByLabel('Title').fill('My title');
    await ask(page, `/tasks/${task.id}`, { method: 'PATCH', data: { title: 'Their title' } });
    await editor.getByRole('button', { name: 'Save' }).click();

    const conflict = page.getByRole('alert').filter({ hasText: 'Changed elsewhere.' });
    await expect(conflict).toContainText('Their title');
    await expect(conflict).toContainText('My title');
    await conflict.getByRole('button', { name: button }).click();
    await expect(tick(page, title)).toBeEnabled();
    await waitUntilSaved(page);
    expect((await readTasks(page)).map((each) => each.title)).toEqual([title]);
  });

test('what happens elsewhere is seen without a reload, whatever is edited here', async ({ page }) => {
  await settle(page, 'Live');
  const task = await makeTask(page, { title: 'Shared' });
  const other = await page.context().newPage();
  await open(other);
  await expect(tick(other, 'Shared')).toBeVisible();

  await test.step('added, renamed, ticked and deleted by another tab', async () => {
    await addTask(other, 'From the other tab');
    await expect(tick(page, 'From the other tab')).toBeVisible({ timeout: 5000 });
    await ask(page, `/tasks/${task.id}`, { method: 'PATCH', data: { title: 'Renamed' } });
    await expect(tick(page, 'Renamed')).toBeVisible({ timeout: 5000 });
    await tick(other, 'Renamed').click();
    await expect(tick(page, 'Renamed')).toBeChecked({ timeout: 5000 });
    await other.getByRole('button', { name: 'Delete: From the other tab' }).click();
    await expect(tick(page, 'From the other tab')).toHaveCount(0, { timeout: 5000 });
  });

  await test.step('while what somebody writes is left alone', async () => {
    const editor = await edit(page, 'Renamed');
    await editor.getByLabel('Notes').fill('Half a thou');
    await addTask(other, 'Meanwhile');
    await expect(editor.getByLabel('Notes')).toHaveValue('Half a thou');
    await editor.getByLabel('Notes').fill('Half a thought');
    await editor.getByRole('button', { name: 'Save' }).click();
    await waitUntilSaved(page);
    await expect(tick(page, 'Meanwhile')).toBeVisible();
    expect((await readTask(page, 'Renamed')).notes).toBe('Half a thought');
  });
});

test('several overdue tasks move together, and back together', async ({ page }) => {
  await settle(page, 'Many');
  const due = { date: dayIn(ZONE, -1), time: null, zone: null };
  for (const title of ['One', 'Two', 'Three']) await makeTask(page, { title, due });
  await open(page, '/?view=overdue');
  await page.getByRole('button', { name: 'Move all 3 to today' }).click();
  await expect(page.getByText('Moved 3 tasks to today', { exact: true })).toBeVisible();
  await waitUntilSaved(page);
  expect((await readTasks(page)).map((task) => task.due?.date)).toEqual(Array(3).fill(dayIn(ZONE)));
  await findUndo(page).click();
  await waitUntilSaved(page);
  await expect.poll(async () => (await readTasks(page)).map((task) => task.due?.date)).toEqual(Array(3).fill(due.date));
});
