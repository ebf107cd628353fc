import { expect, test } from '@playwright/test';
import { expectAccessible, expectNarrow } from '../support/accessibility.js';
import { ask, makeTask } from '../support/api.js';
import { dayIn, edit, open, tick } from '../support/board.js';
import { settle } from '../support/person.js';

const ZONE = 'Europe/Berlin';
const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

test.use({ timezoneId: ZONE, locale: 'en-GB' });
// axe looks at every element of every state, twice
test.describe.configure({ timeout: 240_000 });

test('the pages of strangers', async ({ page }) => {
  for (const path of ['/sign-in', '/sign-up', '/nowhere']) {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expectAccessible(page, path);
    await expectNarrow(page, path);
  }
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password').fill('wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expectAccessible(page, 'a refused sign-in');
});

test('every view, with everything that a task can have', async ({ page }) => {
  await settle(page, 'Axel');
  const due = (days: number) => ({ date: dayIn(ZONE, days), time: null, zone: null });
  await expect(page.getByText('A clear list')).toBeVisible();
  await expectAccessible(page, 'an empty list');
  await makeTask(page, { title: LONG_WORD.repeat(2), notes: `https://example.com/${'a'.repeat(300)}`, priority: 3 });
  await makeTask(page, { title: 'Overdue', due: due(-1), priority: 3, tags: ['home', 'x'.repeat(30)] });
  await makeTask(page, { title: 'Today', due: due(0), priority: 2, tags: ['home'] });
  await makeTask(page, { title: 'Later', due: due(5), priority: 1 });
  const { id } = await makeTask(page, { title: 'Over and done' });
  await ask(page, `/tasks/${id}/complete`, { method: 'POST' });
  for (const path of [
    '/?view=today',
    '/?view=upcoming',
    '/?view=overdue',
    '/?view=all&sort=due&due=any',
    '/?view=done',
  ]) {
    await open(page, path);
    await expect(page.getByRole('checkbox').first()).toBeVisible();
    await expectAccessible(page, path);
  }
  await open(page);
  await expectNarrow(page, 'a list of long words');
  await open(page, '/?view=all&q=nothing-has-this');
  await expectAccessible(page, 'a search without a result');
});

test('the states between', async ({ page }) => {
  await settle(page, 'Between');
  const task = await makeTask(page, {
    title: 'Open me',
    priority: 2,
    tags: ['home'],
    due: { date: dayIn(ZONE), time: '09:00', zone: ZONE },
  });
  await makeTask(page, { title: 'Delete me' });
  await open(page);

  await test.step('capture', async () => {
    await page.getByLabel('New task').fill('Pay rent tomorrow 9am #home p1');
    await expectAccessible(page, 'a line that is understood');
    await expectNarrow(page, 'a line that is understood');
    await page.getByLabel('New task').fill('');
  });
  await test.step('undo', async () => {
    await page.getByRole('button', { name: 'Delete: Delete me' }).click();
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeVisible();
    await expectAccessible(page, 'an offer to undo');
  });
  await test.step('editor', async () => {
    await edit(page, 'Open me');
    await expectAccessible(page, 'the editor');
    await expectNarrow(page, 'the editor');
  });
  await test.step('conflict', async () => {
    await page.getByRole('textbox', { name: 'Title' }).fill('Mine');
    await ask(page, `/tasks/${task.id}`, { method: 'PATCH', data: { title: 'Theirs' } });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Changed elsewhere.')).toBeVisible();
    await expectAccessible(page, 'a conflict');
    await expectNarrow(page, 'a conflict');
    await page.getByRole('button', { name: 'Take theirs' }).click();
  });
  await test.step('failure', async () => {
    await page.route('**/api/backend/**', (route) =>
      route.request().method() === 'GET' ? route.continue() : route.abort(),
    );
    await tick(page, 'Theirs').click();
    await expect(page.getByText('Not marked as done.')).toBeVisible();
    await expectAccessible(page, 'a change that failed');
    await expectNarrow(page, 'a change that failed');
  });
  await test.step('account', async () => {
    await page.getByRole('button', { name: 'Account of Between' }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await expectAccessible(page, 'the account menu');
    await page.keyboard.press('Escape');
  });
});
