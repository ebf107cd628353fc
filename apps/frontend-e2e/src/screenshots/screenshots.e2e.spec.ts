import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { addTask, tick, waitUntilSaved } from '../support/board.js';
import { inventPerson, signUp } from '../support/person.js';

const folder = join(import.meta.dirname, '../../../../docs/screenshots');
const LAPTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

interface Plan {
  day?: string;
  priority?: 'Low' | 'Medium' | 'High';
}

async function addPlanned(page: Page, title: string, { day, priority }: Plan = {}): Promise<void> {
  await page.getByLabel('New task').fill(title);
  if (day) await page.getByLabel('Due date').fill(day);
  if (priority) await page.getByLabel('Priority').selectOption(priority);
  await addTask(page, title);
}

test('the pictures of the README', async ({ page }) => {
  await page.setViewportSize(LAPTOP);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.clock.setFixedTime(new Date('2026-11-20T09:41:00'));
  await page.goto('/sign-in');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, 'sign-in.png') });

  await signUp(page, { ...inventPerson('mara'), name: 'Mara Lindqvist' });
  await addPlanned(page, 'Water the tomatoes');
  await addPlanned(page, 'Renew the passport', { day: '2026-11-18', priority: 'High' });
  await addPlanned(page, 'Read the chapter on scheduling', { day: '2026-12-01', priority: 'Low' });
  await addPlanned(page, 'Book a table for Saturday', { day: '2026-11-21' });
  await addPlanned(page, 'Send Lena the photos from the lake', { day: '2026-11-20', priority: 'Medium' });
  await addPlanned(page, 'Call the landlord about the heating', { day: '2026-11-20' });
  await page.getByRole('button', { name: 'Call the landlord about the heating', exact: true }).click();
  await page.getByPlaceholder('Notes').fill('Ask when the engineer comes, mornings are best');
  await page.getByRole('button', { name: 'Save' }).click();
  await tick(page, 'Water the tomatoes').click();
  await waitUntilSaved(page);
  await page.mouse.move(0, 0);
  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'Book a table' })).toContainText('Tomorrow');

  await page.screenshot({ path: join(folder, 'tasks-light.png') });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.reload();
  await expect(tick(page, 'Water the tomatoes')).toBeChecked();
  await page.screenshot({ path: join(folder, 'tasks-dark.png') });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(PHONE);
  await page.reload();
  await expect(tick(page, 'Water the tomatoes')).toBeChecked();
  await page.screenshot({ path: join(folder, 'tasks-phone.png') });
});
