import { expect, test } from '@playwright/test';
import { ask, readTask } from '../support/api.js';
import { hear, openAssistant, readBudget } from '../support/assistant.js';
import { edit, findTitle, open, tick, waitUntilSaved } from '../support/board.js';
import { needPostgres } from '../support/cluster-only.js';
import { stopPostgres, waitForPostgres, wakePostgres } from '../support/database.js';
import { settle } from '../support/person.js';
import { HOME, makeLife, takePictures } from '../support/pictures.js';

test.use(HOME);

test('signed out', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await takePictures(page, 'sign-in');
});

test('an empty list', async ({ page }) => {
  await settle(page, 'Mara Lindqvist');
  await expect(page.getByText('A clear list')).toBeVisible();
  await takePictures(page, 'empty');
});

test('the list', async ({ page }) => {
  await settle(page, 'Mara Lindqvist');
  await makeLife(page);

  await test.step('today', async () => {
    await open(page, '/?view=today');
    await expect(tick(page, 'Pay the rent')).toBeVisible();
    await takePictures(page, 'today');
  });

  await test.step('a line that is being written', async () => {
    await page.getByLabel('New task').fill('Buy stamps tomorrow 9am #post p2');
    await takePictures(page, 'capture');
    await page.getByLabel('New task').fill('');
  });

  await test.step('all, narrowed and ordered', async () => {
    await open(page, '/?view=all&tag=friends&due=any&sort=due');
    await expect(tick(page, 'Book a table for four')).toBeVisible();
    await takePictures(page, 'filters');
  });

  await test.step('one that is being edited', async () => {
    await open(page);
    await edit(page, 'Winter tyres');
    await takePictures(page, 'editing', page.getByRole('button', { name: 'Save' }));
  });

  await test.step('a conflict', async () => {
    const { id } = await readTask(page, 'Winter tyres');
    await page.getByRole('textbox', { name: 'Title' }).fill('Winter tyres, all four');
    await ask(page, `/tasks/${id}`, { method: 'PATCH', data: { title: 'Winter tyres for both cars' } });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Changed elsewhere.')).toBeVisible();
    const theirs = page.getByRole('button', { name: 'Take theirs' });
    await takePictures(page, 'conflict', theirs);
    await theirs.click();
    await waitUntilSaved(page);
  });

  await test.step('the log', async () => {
    await tick(page, 'Return the drill to Jonas').click();
    await waitUntilSaved(page);
    await page.getByRole('button', { name: 'Activity' }).locator('visible=true').first().click();
    await expect(page.getByRole('dialog', { name: 'Activity' }).getByRole('listitem').first()).toBeVisible();
    await takePictures(page, 'activity');
  });
});

test('without a model', async ({ page }) => {
  await settle(page, 'Mara Lindqvist');
  const { state } = await readBudget(page);
  test.info().skip(state !== 'off', 'this release has a key (COHERE_API_KEY), so its assistant is not off');
  await makeLife(page);
  await open(page, '/?view=today');
  const panel = await openAssistant(page);
  await hear(panel, 'add buy stamps tomorrow 9am #post');
  await takePictures(page, 'assistant-off');
});

test('while the database wakes up', async ({ page }) => {
  const cluster = await needPostgres();
  test.setTimeout(180_000);
  await settle(page, 'Mara Lindqvist');
  await makeLife(page);
  await open(page, '/?view=today');
  await expect(findTitle(page, 'Pay the rent')).toBeVisible();
  try {
    await stopPostgres(cluster);
    await page.goto('/?view=today');
    await expect(page.getByText('Waking the database').first()).toBeVisible();
    await takePictures(page, 'waking');
  } finally {
    await wakePostgres(cluster);
    await waitForPostgres(cluster);
  }
});
