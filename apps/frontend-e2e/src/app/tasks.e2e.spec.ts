import { expect, test } from '@playwright/test';
import { addTask, edit, expectTitles, findRow, open, tick, waitUntilSaved } from '../support/board.js';
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
    const editor = await edit(page, 'Call the landlord');
    await editor.getByLabel('Title').fill('Call the landlord about the heating');
    await editor.getByLabel('Notes').fill('Mornings are best');
    await editor.getByLabel('Priority').selectOption('High');
    await editor.getByRole('button', { name: 'Today' }).click();
    await editor.getByRole('button', { name: 'Save' }).click();
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
    await open(page);
    await expectTitles(page, ['Call the landlord about the heating', 'Water the tomatoes']);
    await expect(tick(page, 'Water the tomatoes')).toBeChecked();
    const row = findRow(page, 'Call the landlord about the heating');
    for (const text of ['Today', 'High', 'Mornings are best']) await expect(row).toContainText(text);
  });

  await test.step('signs out and in', async () => {
    await signOut(page, mara);
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in$/);
    await signIn(page, mara);
    await open(page);
    await expectTitles(page, ['Call the landlord about the heating', 'Water the tomatoes']);
  });
});
