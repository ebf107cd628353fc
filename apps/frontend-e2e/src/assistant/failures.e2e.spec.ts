import { expect, test } from '@playwright/test';
import { readTask, readTasks } from '../support/api.js';
import { findCards, hear, openAssistant, say, turn } from '../support/assistant.js';
import { addTask, open, tick } from '../support/board.js';
import { needPostgres } from '../support/cluster-only.js';
import { runSql } from '../support/database.js';
import { readUserId, settle } from '../support/person.js';

test('whatever the model does wrong is said plainly, and the rest of the application is as ever', async ({ page }) => {
  test.setTimeout(180_000);
  await settle(page, 'Bad');
  const panel = await openAssistant(page);
  for (const [message, letter] of [
    ['fail monthly', 'The assistant is used up for now.'],
    ['fail 402', 'The assistant is used up for now.'],
    ['fail 500', 'The assistant cannot be reached.'],
    ['fail 503', 'The assistant cannot be reached.'],
    ['fail 429', 'The assistant has to rest for a moment.'],
    ['send garbage', 'The assistant’s answer made no sense.'],
    ['send html', 'The assistant’s answer made no sense.'],
    ['drop the stream', 'The answer broke off.'],
    ['end without a word', 'The answer broke off.'],
    ['too long', 'The answer was cut off.'],
    ['call forever', 'I have done enough.'],
  ] as const)
    await test.step(`"${message}": ${letter}`, async () => {
      await expect(await hear(panel, message)).toContainText(letter);
    });
  await expect(await hear(panel, 'hello')).toContainText('You said: hello');
  await test.step('a key that is not accepted is as good as none', async () => {
    await expect(await hear(panel, 'fail 401')).toContainText('The assistant is off.');
  });
  await panel.getByRole('button', { name: 'Close the assistant' }).click();
  await addTask(page, 'Untouched');
});

test('an error in the middle of an answer is told, and what was said is kept', async ({ page }) => {
  await settle(page, 'Mid');
  const panel = await openAssistant(page);
  const answer = await hear(panel, 'break inside');
  await expect(answer).toContainText('This answer fails');
  await expect(answer.getByRole('strong').or(answer.locator('strong')).first()).toBeVisible();
});

test('without the model, simple commands run through the local grammar, and can be undone', async ({ page }) => {
  await settle(page, 'Local');
  const panel = await openAssistant(page);
  const answer = await hear(panel, 'add Pay fail 503 tomorrow 9am #home p1');
  await expect(answer).toContainText('The assistant cannot be reached.');
  const card = findCards(answer).last();
  await expect(card).toContainText('Done without the assistant');
  await expect(tick(page, 'Pay fail 503')).toBeVisible();
  const task = await readTask(page, 'Pay fail 503');
  expect([task.due?.time, task.tags, task.priority]).toEqual(['09:00', ['home'], 3]);

  await card.getByRole('button', { name: 'Undo' }).click();
  await expect(tick(page, 'Pay fail 503')).toHaveCount(0);
});

test('a model that takes its time is waited for, and can be stopped', async ({ page }) => {
  await settle(page, 'Slow');
  const panel = await openAssistant(page);
  const answer = await say(panel, 'be very slow');
  await expect(answer).toContainText('Thinking');
  await expect(answer).toContainText('This takes longer than usual.', { timeout: 20_000 });
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect(answer).toContainText('Stopped.');
});

test('a model that calls without end does no more than one turn may', async ({ page }) => {
  await settle(page, 'Cap');
  const events = await turn(page, 'call two hundred tools');
  expect(events.at(-1)).toMatchObject({ event: 'end' });
  expect((await readTasks(page)).length).toBeLessThanOrEqual(8);
});

test('the budget of the day is in sight, and says when there is a new one', async ({ page }) => {
  const cluster = await needPostgres();
  await settle(page, 'Spent');
  const panel = await openAssistant(page);
  await expect(panel).toContainText('0 of 100 messages today, resets at');
  await hear(panel, 'hello');
  await expect(panel).toContainText('1 of 100 messages today');

  await runSql(cluster, `UPDATE todo_api.chat_budget SET used = 100 WHERE user_id = '${await readUserId(page)}'`);
  const answer = await hear(panel, 'add Still possible');
  await expect(answer).toContainText('No messages are left for today.');
  await expect(panel).toContainText('100 of 100 messages today');
  await test.step('the local grammar goes on', async () => {
    await expect(tick(page, 'Still possible')).toBeVisible();
  });
});

test('one answer at a time, in whatever tab', async ({ page }) => {
  await settle(page, 'Twice');
  const panel = await openAssistant(page);
  await say(panel, 'tell a long story');
  await expect(panel).toContainText('Word 0 of a long story.');
  const other = await page.context().newPage();
  await open(other);
  const answer = await hear(await openAssistant(other), 'hello');
  await expect(answer).toContainText('The assistant is still busy with another answer.');
  await panel.getByRole('button', { name: 'Stop' }).click();
  await answer.getByRole('button', { name: 'Retry' }).click();
  await expect(other.getByText('You said: hello')).toBeVisible();
});
