import { expect, test } from '@playwright/test';
import { readTask, readTasks } from '../support/api.js';
import { findCards, hear, openAssistant, readBudget } from '../support/assistant.js';
import { dayIn, tick } from '../support/board.js';
import { settle } from '../support/person.js';

const ZONE = 'Europe/Berlin';

test.use({ timezoneId: ZONE, locale: 'en-GB' });

test('without a key the assistant says that it is off, and simple commands run all the same', async ({ page }) => {
  await settle(page, 'Off');
  const { state } = await readBudget(page);
  test.info().skip(state !== 'off', 'this release has a key (COHERE_API_KEY), so its assistant is not off');
  const panel = await openAssistant(page);
  await expect(panel).toContainText('The assistant is off');

  await test.step('adds', async () => {
    await hear(panel, 'add Pay rent tomorrow 9am #home p1');
    await expect(tick(page, 'Pay rent')).toBeVisible();
    const task = await readTask(page, 'Pay rent');
    expect(task).toMatchObject({
      priority: 3,
      tags: ['home'],
      due: { date: dayIn(ZONE, 1), time: '09:00', zone: ZONE },
    });
  });

  await test.step('completes, and undoes', async () => {
    const answer = await hear(panel, 'done rent');
    await expect(tick(page, 'Pay rent')).toBeChecked();
    await findCards(answer).last().getByRole('button', { name: 'Undo' }).click();
    await expect(tick(page, 'Pay rent')).not.toBeChecked();
  });

  await test.step('lists', async () => {
    await expect(await hear(panel, 'list all')).toContainText('Pay rent');
  });

  await test.step('asks before it deletes', async () => {
    await hear(panel, 'delete rent');
    expect((await readTasks(page)).length).toBeLessThanOrEqual(1);
  });

  await test.step('says what it understands where it does not', async () => {
    await expect(await hear(panel, 'write me a poem')).toContainText('simple commands');
  });
});
