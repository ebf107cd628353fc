import { expect, test } from '@playwright/test';
import { ask, makeTask, readTask, readTasks } from '../support/api.js';
import { addTask, edit, tick, waitUntilSaved } from '../support/board.js';
import { settle } from '../support/person.js';

test('every change is in the log, and can be undone there', async ({ page }) => {
  await settle(page, 'Logan');
  await addTask(page, 'Logged');
  const editor = await edit(page, 'Logged');
  await editor.getByLabel('Priority').selectOption('High');
  await editor.getByRole('button', { name: 'Save' }).click();
  await waitUntilSaved(page);
  await tick(page, 'Logged').click();
  await waitUntilSaved(page);
  await page.getByRole('button', { name: 'Activity' }).locator('visible=true').first().click();
  const log = page.getByRole('dialog', { name: 'Activity' });
  await expect(log.getByRole('listitem')).toHaveCount(3);
  await expect(log).toContainText('You');

  await log.getByRole('button', { name: 'Undo: Logged' }).first().click();
  await expect(log).toContainText('undone');
  await expect.poll(async () => (await readTask(page, 'Logged')).status).toBe('open');
  expect((await readTask(page, 'Logged')).priority).toBe(3);
});

test('an undo that would overwrite something newer is refused, and one undo is enough', async ({ page }) => {
  await settle(page, 'Order');
  const task = await makeTask(page, { title: 'First' });
  await ask(page, `/tasks/${task.id}`, { method: 'PATCH', data: { title: 'Second' } });
  const older = await readActivities();
  await ask(page, `/tasks/${task.id}`, { method: 'PATCH', data: { title: 'Third' } });
  await ask(page, `/activity/${older[0]?.id}/undo`, { method: 'POST' }, 409);
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(['Third']);

  const [newest] = await readActivities();
  await ask(page, `/activity/${newest?.id}/undo`, { method: 'POST' });
  await ask(page, `/activity/${newest?.id}/undo`, { method: 'POST' }, 409);
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(['Second']);

  async function readActivities(): Promise<{ id: string }[]> {
    return (await ask<{ data: { id: string }[] }>(page, '/activity')).data;
  }
});
