import { expect, type Locator, type Page } from '@playwright/test';

/** The tick of a task, which carries its title; the way to find a row. */
export function tick(page: Page, title: string): Locator {
  return page.getByRole('checkbox', { name: `Done: ${title}`, exact: true });
}

/** Writes a task and waits until the backend has it: until then its row cannot be edited. */
export async function addTask(page: Page, title: string): Promise<void> {
  await page.getByLabel('New task').fill(title);
  await page.getByLabel('New task').press('Enter');
  await expect(tick(page, title)).toBeEnabled();
}

/** Waits until the backend has confirmed every change that the page shows. */
export async function waitUntilSaved(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Waits until the page shows exactly these tasks, from top to bottom. */
export async function expectTitles(page: Page, titles: readonly string[]): Promise<void> {
  const readTitles = async () => {
    const boxes = await page.getByRole('checkbox').all();
    const labels = await Promise.all(boxes.map((box) => box.getAttribute('aria-label')));
    return labels.map((label) => label?.replace(/^Done: /, ''));
  };
  await expect(page.getByLabel('New task')).toBeVisible();
  await expect.poll(readTitles).toEqual(titles);
}

/** The backend's API as a page's own script would call it, with its cookies. */
export const TASKS = '/api/backend/api/v1/tasks';

/** The ids of the signed-in person's tasks by title, straight from the API. */
export async function readIds(page: Page): Promise<Map<string, string>> {
  const answer = await page.request.get(TASKS);
  expect(answer.status()).toBe(200);
  const { data } = (await answer.json()) as { data: { id: string; title: string }[] };
  return new Map(data.map(({ id, title }) => [title, id]));
}
