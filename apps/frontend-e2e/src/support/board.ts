import { expect, type Locator, type Page } from '@playwright/test';

/** The tick of a task, which carries its title; the way to find a row. */
export function tick(page: Page, title: string): Locator {
  return page.getByRole('checkbox', { name: `Done: ${title}`, exact: true });
}

/** The row of a task. */
export function findRow(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: tick(page, title) });
}

/** The title in the row of a task, which opens its editor. */
export function findTitle(page: Page, title: string): Locator {
  return findRow(page, title).getByRole('button', { name: title, exact: true });
}

/**
 * Goes to an address of the list and waits until its scripts are at work: the last thing that they do to begin with is
 * to listen for what happens elsewhere.
 */
export async function open(page: Page, address = '/?view=all'): Promise<void> {
  const listening = page.waitForRequest((request) => request.url().endsWith('/api/v1/events'));
  await page.goto(address);
  await listening;
}

/** Writes a task and waits until the backend has it: until then its row cannot be edited. */
export async function addTask(page: Page, text: string, title = text): Promise<void> {
  await page.getByLabel('New task').fill(text);
  await page.getByLabel('New task').press('Enter');
  await expect(tick(page, title)).toBeEnabled();
}

/** Opens the editor of a task. */
export async function edit(page: Page, title: string): Promise<Locator> {
  await findTitle(page, title).click();
  const editor = page.getByRole('form', { name: `Edit: ${title}` });
  await expect(editor).toBeVisible();
  return editor;
}

/** Waits until the backend has confirmed every change that the page shows. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Waits until the page shows exactly these tasks, from top to bottom. */
export async function expectTitles(page: Page, titles: readonly string[]): Promise<void> {
  await expect(page.getByLabel('New task')).toBeVisible();
  await expect
    .poll(async () => {
      const ticks = page.getByRole('checkbox', { name: /^Done: / });
      const labels = await ticks.evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
      return labels.map((label) => label?.replace(/^Done: /, ''));
    })
    .toEqual(titles);
}

/** The backend's API as a page's own script would call it, with its cookies. */
export const TASKS = '/api/backend/api/v1/tasks';

/** The day so many days after today, as a calendar of that zone has it: `2026-11-27`. */
export function dayIn(zone: string, days = 0): string {
  const today = new Date().toLocaleDateString('sv', { timeZone: zone });
  return new Date(Date.parse(`${today}T12:00:00Z`) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
