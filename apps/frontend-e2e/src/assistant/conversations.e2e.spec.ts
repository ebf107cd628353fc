import { expect, test } from '@playwright/test';
import { API, call } from '../support/api.js';
import { findCards, hear, openAssistant, say, turn } from '../support/assistant.js';
import { open } from '../support/board.js';
import { deletePod, readReadyPods } from '../support/cluster.js';
import { needCluster } from '../support/cluster-only.js';
import { join, readUserId, settle } from '../support/person.js';

test('conversations are kept, resumed, renamed and deleted', async ({ page }) => {
  await settle(page, 'Chris');
  const panel = await openAssistant(page);
  await hear(panel, 'add milk and bread');
  await panel.getByRole('button', { name: 'New conversation' }).click();
  await hear(panel, 'hello again');
  await open(page);

  const again = await openAssistant(page);
  const list = again.getByRole('region', { name: 'Conversations' });
  await test.step('resumes the first', async () => {
    await again.getByRole('button', { name: 'Conversations' }).click();
    await list.getByRole('button', { name: /^add milk and bread/i }).click();
    await expect(findCards(again)).toHaveCount(2);
    await expect(again).toContainText('Added milk and bread.');
    await expect(await hear(again, 'thank you')).toContainText('You said: thank you');
  });

  await test.step('renames it', async () => {
    await again.getByRole('button', { name: 'Conversations' }).click();
    await list.getByRole('button', { name: /^Rename “add milk/i }).click();
    await list.getByLabel('Title of the conversation').fill('Groceries');
    await list.getByRole('button', { name: 'Save' }).click();
    await expect(list.getByRole('button', { name: /^Groceries/ })).toBeVisible();
  });

  await test.step('deletes the other, after a second click', async () => {
    await list.getByRole('button', { name: /^Delete “hello again/i }).click();
    await list.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(list.getByRole('listitem')).toHaveCount(1);
  });

  await test.step('and all of that is so after a reload', async () => {
    await open(page);
    const fresh = await openAssistant(page);
    await fresh.getByRole('button', { name: 'Conversations' }).click();
    await expect(fresh.getByRole('region', { name: 'Conversations' }).getByRole('listitem')).toHaveCount(1);
    await expect(fresh.getByRole('button', { name: /^Groceries/ })).toBeVisible();
  });
});

test('a conversation outlives the pod that held it, and a dropped stream says so', async ({ page }) => {
  test.setTimeout(180_000);
  const cluster = needCluster();
  await settle(page, 'Perpetua');
  const panel = await openAssistant(page);
  await hear(panel, 'add milk and bread');
  const answer = await say(panel, 'tell a long story');
  await expect(answer).toContainText('Word 2 of a');
  for (const pod of await readReadyPods(cluster, 'backend')) await deletePod(cluster, pod);
  await expect(answer).toContainText('The answer broke off.', { timeout: 60_000 });
  await expect.poll(async () => (await call(page, `${API}/tasks`)).status(), { timeout: 90_000 }).toBe(200);

  await open(page);
  const again = await openAssistant(page);
  await again.getByRole('button', { name: 'Conversations' }).click();
  await again.getByRole('button', { name: /^add milk and bread/i }).click();
  await expect(again).toContainText('Added milk and bread.');
  await expect(again).toContainText('tell a long story');
});

test('conversations belong to their user', async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  const bob = await (await browser.newContext()).newPage();
  await join(ada, 'Ada');
  await join(bob, 'Bob');
  const events = await turn(ada, 'add Only for Ada');
  const id = String(events.find(({ event }) => event === 'conversation')?.['id']);
  for (const [method, path, data] of [
    ['GET', `/conversations/${id}/messages`, undefined],
    ['PATCH', `/conversations/${id}`, { title: 'Taken over' }],
    ['DELETE', `/conversations/${id}`, undefined],
    ['POST', '/chat', { message: 'hello', conversation_id: id, zone: 'UTC' }],
  ] as const) {
    const answer = await call(bob, `${API}${path}`, { method, ...(data ? { data } : {}) });
    expect(answer.status(), `${method} ${path}`).toBe(404);
  }
  expect(await (await call(bob, `${API}/conversations`)).json()).toMatchObject({ data: [] });
  expect(await (await call(ada, `${API}/conversations/${id}/messages`)).json()).toMatchObject({
    data: [{ role: 'user' }, { role: 'assistant' }],
  });
});

test('the product’s own form of chat is served: JSON, and under the user’s path', async ({ browser }) => {
  const ada = await (await browser.newContext()).newPage();
  const bob = await (await browser.newContext()).newPage();
  await join(ada, 'Ada');
  await join(bob, 'Bob');
  const path = `/api/backend/api/${await readUserId(ada)}/chat`;
  const options = { method: 'POST', data: { message: 'hello' }, headers: { Accept: 'application/json' } } as const;
  const answer = await call(ada, path, options);
  expect(answer.status()).toBe(200);
  const reply = (await answer.json()) as Record<string, unknown>;
  expect(Object.keys(reply).sort()).toEqual(['conversation_id', 'response', 'timestamp']);
  expect(reply['response']).toBe('You said: hello');
  expect((await call(bob, path, options)).status()).toBe(404);
});
