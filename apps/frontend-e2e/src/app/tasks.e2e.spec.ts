import { expect, test } from '@playwright/test';
import { addTask, expectTitles, tick, waitUntilSaved } from '../support/board.js';
import { inventPerson, signIn, signOut, signUp } from '../support/person.js';

test('a newcomer lives a whole life of tasks, and all of it is there after a reload', async ({ page }) => {
  const mara = inventPerson('Mara');
  await test.step('makes an account', () => signUp(page, mara));
  await expect(page.getByText('A clear list')).toBeVisible();

  await test.step('adds tasks', async () => {
    await addTask(page, 'Water the tomatoes');
    await addTask(page, 'Call the landlord');
    await addTask(page, 'Return the drill');
  });

  await test.step('edits one', async () => {
    await page.getByRole('button', { name: 'Call the landlord', exact: true }).click();
    await page.getByLabel('Title').fill('Call the landlord about the heating');
    await page.getByPlaceholder('Notes').fill('Mornings are best');
    await page.getByLabel('Priority').last().selectOption('High');
    await page.getByRole('button', { name: 'Today' }).last().click();
    await page.getByRole('button', { name: 'Save' }).click();
    await waitUntilSaved(page);
  });

  await test.step('completes one', async () => {
    await tick(page, 'Water the tomatoes').click();
    await waitUntilSaved(page);
  });

  await test.step('deletes one', async () => {
    const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.getByRole('button', { name: 'Delete: Return the drill' }).click();
    expect((await deleted).status()).toBe(204);
  });

  await test.step('finds everything again', async () => {
    await page.reload();
    await expectTitles(page, ['Call the landlord about the heating', 'Water the tomatoes']);
    await expect(tick(page, 'Water the tomatoes')).toBeChecked();
    const row = page.getByRole('listitem').filter({ hasText: 'Call the landlord about the heating' });
    await expect(row).toContainText('Today');
    await expect(row).toContainText('High');
    await expect(row).toContainText('Mornings are best');
  });

  await test.step('signs out and in', async () => {
    await signOut(page, mara);
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in$/);
    await signIn(page, mara);
    await expectTitles(page, ['Call the landlord about the heating', 'Water the tomatoes']);
  });
});

test('a deletion can be undone, and the task stays', async ({ page }) => {
  await signUp(page, inventPerson('Uma'));
  await addTask(page, 'Keep me');
  await page.getByRole('button', { name: 'Delete: Keep me' }).click();
  await expect(tick(page, 'Keep me')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(tick(page, 'Keep me')).toBeEnabled();
  await page.reload();
  await expectTitles(page, ['Keep me']);
});

test('the views show what is open and what is done, and have an address', async ({ page }) => {
  await signUp(page, inventPerson('Vera'));
  await addTask(page, 'Open one');
  await addTask(page, 'Done one');
  await tick(page, 'Done one').click();
  await waitUntilSaved(page);
  await page.getByRole('link', { name: 'Active' }).click();
  await expectTitles(page, ['Open one']);
  await page.goto('/?view=done');
  await expectTitles(page, ['Done one']);
});

test('all of it works from the keyboard', async ({ page }) => {
  await signUp(page, inventPerson('Kim'));
  await page.locator('body').press('n');
  await page.keyboard.type('Typed');
  await page.keyboard.press('Enter');
  await expect(tick(page, 'Typed')).toBeEnabled();
  await tick(page, 'Typed').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.type(' and retyped');
  await page.keyboard.press('Enter');
  await waitUntilSaved(page);
  await tick(page, 'Typed and retyped').press('Space');
  await waitUntilSaved(page);
  await page.reload();
  await expect(tick(page, 'Typed and retyped')).toBeChecked();
});

test('a change that cannot be sent is rolled back and goes through with Retry', async ({ page }) => {
  await signUp(page, inventPerson('Rita'));
  await addTask(page, 'Tick me');
  await page.route('**/api/backend/**', (route) => route.abort());
  await tick(page, 'Tick me').click();
  await expect(page.getByText('Not marked as done.')).toBeVisible();
  await expect(tick(page, 'Tick me')).not.toBeChecked();
  await page.unroute('**/api/backend/**');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(tick(page, 'Tick me')).toBeChecked();
  await waitUntilSaved(page);
  await page.reload();
  await expect(tick(page, 'Tick me')).toBeChecked();
});
