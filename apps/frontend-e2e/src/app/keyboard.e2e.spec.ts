import { expect, test } from '@playwright/test';
import { findTitle, open, tick, waitUntilSaved } from '../support/board.js';
import { settle } from '../support/person.js';

test('all of it works from the keyboard', async ({ page }) => {
  await settle(page, 'Kim');
  await page.keyboard.press('n');
  await page.keyboard.type('Typed');
  await page.keyboard.press('Enter');
  await expect(tick(page, 'Typed')).toBeEnabled();

  await test.step('goes from task to task, ticks off and edits', async () => {
    for (const title of ['Second', 'Third']) {
      await page.keyboard.type(title);
      await page.keyboard.press('Enter');
      await expect(tick(page, title)).toBeEnabled();
    }
    await page.getByLabel('New task').blur();
    for (const key of ['j', 'j', 'j', 'k', 'x']) await page.keyboard.press(key);
    await expect(tick(page, 'Second')).toBeChecked();
    await page.keyboard.press('e');
    await expect(page.getByRole('form', { name: 'Edit: Second' }).getByLabel('Title')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(findTitle(page, 'Second')).toBeFocused();
  });

  await test.step('edits', async () => {
    await tick(page, 'Typed').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' and retyped');
    await page.keyboard.press('Enter');
    await waitUntilSaved(page);
  });

  await test.step('ticks off', async () => {
    await tick(page, 'Typed and retyped').press('Space');
    await waitUntilSaved(page);
    await open(page);
    await expect(tick(page, 'Typed and retyped')).toBeChecked();
  });

  await test.step('deletes, and takes it back', async () => {
    await page.getByRole('button', { name: 'Delete: Typed and retyped' }).focus();
    await page.keyboard.press('Enter');
    await expect(tick(page, 'Typed and retyped')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(tick(page, 'Typed and retyped')).toBeVisible();
  });
});

test('the keys are listed for whoever asks', async ({ page }) => {
  await settle(page, 'Keys');
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(dialog).toContainText('Next and previous task');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a key is never taken from somebody who writes', async ({ page }) => {
  await settle(page, 'Writer');
  const box = page.getByLabel('New task');
  await box.click();
  await page.keyboard.type('n/?jkxeq');
  await expect(box).toHaveValue('n/?jkxeq');
});

test('the assistant opens and closes by its shortcut, and the focus comes back', async ({ page }) => {
  await settle(page, 'Toggle');
  const opener = page.locator('button[aria-keyshortcuts*="Control+J"]');
  await opener.focus();
  await page.keyboard.press('Control+J');
  await expect(page.getByLabel('Message to the assistant')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Assistant' })).toHaveCount(0);
  await expect(opener).toBeFocused();
});
