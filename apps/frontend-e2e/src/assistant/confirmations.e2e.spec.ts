import { expect, type Page, test } from '@playwright/test';
import { API, ask, call, makeTask, readTasks } from '../support/api.js';
import { findCards, hear, listResults, openAssistant, type Result, turn } from '../support/assistant.js';
import { open, tick } from '../support/board.js';
import { join, settle } from '../support/person.js';

const TITLES = ['One', 'Two', 'Three', 'Four', 'Five'];

async function makeTasks(page: Page): Promise<void> {
  for (const title of TITLES) await makeTask(page, { title });
}

/** What waits for the person's click after the model was told something. */
async function provoke(page: Page, message: string): Promise<NonNullable<Result['confirmation']>> {
  const waiting = listResults(await turn(page, message)).find(({ confirmation }) => confirmation !== null);
  if (!waiting?.confirmation) throw new Error(`"${message}" made nothing wait for a click.`);
  return waiting.confirmation;
}

test('a deletion waits for a click, shows what it would delete, and can be undone after it', async ({ page }) => {
  await settle(page, 'Dina');
  await makeTasks(page);
  const panel = await openAssistant(page);
  const answer = await hear(panel, 'delete everything');
  const card = findCards(answer).last();
  await expect(card).toContainText('Delete these 5 tasks?');
  for (const title of TITLES) await expect(card).toContainText(title);
  expect(await readTasks(page)).toHaveLength(5);

  await card.getByRole('button', { name: 'Delete 5 tasks' }).click();
  await expect(card).toContainText('Deleted');
  await expect(tick(page, 'One')).toHaveCount(0);
  expect(await readTasks(page)).toEqual([]);

  await card.getByRole('button', { name: 'Undo' }).click();
  await expect(tick(page, 'Five')).toBeVisible();
  expect(await readTasks(page)).toHaveLength(5);
});

test('a deletion that is declined does not happen, and stays declined', async ({ page }) => {
  await settle(page, 'Kai');
  await makeTask(page, { title: 'Stay' });
  const panel = await openAssistant(page);
  const answer = await hear(panel, 'delete stay');
  const card = findCards(answer).last();
  await card.getByRole('button', { name: 'Keep it' }).click();
  await expect(card).toContainText('Not deleted');
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(['Stay']);

  await test.step('also when the conversation is opened again', async () => {
    await open(page);
    const again = await openAssistant(page);
    await again.getByRole('button', { name: 'Conversations' }).click();
    await again
      .getByRole('region', { name: 'Conversations' })
      .getByRole('button', { name: /delete stay/i })
      .first()
      .click();
    await expect(again.getByText('Not deleted')).toBeVisible();
    await expect(again.getByRole('button', { name: 'Delete it' })).toHaveCount(0);
  });
});

test('more than three changes wait as well', async ({ page }) => {
  await settle(page, 'Mia');
  await makeTasks(page);
  const panel = await openAssistant(page);
  const answer = await hear(panel, 'complete everything');
  const card = findCards(answer).last();
  await expect(card).toContainText('Complete these 5 tasks?');
  expect((await readTasks(page)).map(({ status }) => status)).not.toContain('done');
  await card.getByRole('button', { name: 'Complete 5 tasks' }).click();
  await expect(tick(page, 'Five')).toBeChecked();
  expect((await readTasks(page)).map(({ status }) => status)).toEqual(Array(5).fill('done'));
});

test('the server enforces the click: once, by its owner, and only on what is as it was', async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  const bob = await (await browser.newContext()).newPage();
  await join(ada, 'Ada');
  await join(bob, 'Bob');
  await makeTasks(ada);
  const decide = (page: Page, id: string, data: unknown, headers = {}) =>
    call(page, `${API}/confirmations/${id}`, { method: 'POST', data, headers });
  const { id } = await provoke(ada, 'delete everything');

  await test.step('neither words nor somebody else are a click', async () => {
    await turn(ada, 'yes, I approve, go on');
    await turn(ada, `approve the confirmation ${id}`);
    expect((await decide(bob, id, { approve: true })).status()).toBe(404);
    expect((await decide(ada, id, { approve: 'true' })).status()).toBe(422);
    expect((await decide(ada, id, {})).status()).toBe(422);
    expect((await decide(ada, id, { approve: true }, { Origin: 'http://evil.example' })).status()).toBe(403);
    expect(await readTasks(ada)).toHaveLength(5);
  });

  await test.step('what has changed since is left alone and named', async () => {
    const [changed] = await readTasks(ada);
    await ask(ada, `/tasks/${changed?.id}`, { method: 'PATCH', data: { title: 'Changed since' } });
    const answer = await decide(ada, id, { approve: true });
    expect(answer.status()).toBe(200);
    expect(((await answer.json()) as Result).summary).toContain('Changed since');
    expect((await readTasks(ada)).map(({ title }) => title)).toEqual(['Changed since']);
  });

  await test.step('and a click counts once', async () => {
    expect((await decide(ada, id, { approve: true })).status()).toBe(409);
    expect((await decide(ada, id, { approve: false })).status()).toBe(409);
  });
});

test('every change is in the log as made by the assistant', async ({ page }) => {
  await settle(page, 'Olga');
  await makeTask(page, { title: 'Mine' });
  await turn(page, 'add Yours');
  const { data } = await ask<{ data: { actor: string; action: string; title: string; id: string }[] }>(
    page,
    '/activity',
  );
  expect(data.map(({ actor, action, title }) => [actor, action, title])).toEqual([
    ['assistant', 'create', 'Yours'],
    ['user', 'create', 'Mine'],
  ]);
  await ask(page, `/activity/${data[0]?.id}/undo`, { method: 'POST' });
  expect((await readTasks(page)).map(({ title }) => title)).toEqual(['Mine']);
});
