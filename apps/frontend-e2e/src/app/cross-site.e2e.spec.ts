import { expect, test } from '@playwright/test';
import { API, call, makeTask, readTasks } from '../support/api.js';
import { serveForeignPage } from '../support/foreign-page.js';
import { settle } from '../support/person.js';
import { target } from '../support/target.js';

const { origin } = new URL(target.url);
const FORM = `<form method="post" enctype="text/plain" action="${origin}${API}/tasks">
  <input name='{"title":"Forged","notes":"' value='"}'><button>Play</button></form>`;

test('a page on another port of this host can change nothing', async ({ page }) => {
  await settle(page, 'Xaver');
  const task = await makeTask(page, { title: 'Untouched' });
  const foreign = await serveForeignPage(`<p>A game</p>${FORM}`);
  await page.goto(foreign.url);
  for (const path of [`${API}/tasks`, `${API}/tasks/${task.id}/complete`, `${API}/chat`, '/api/auth/sign-out'])
    await test.step(`by a request that needs nobody's leave: POST ${path}`, async () => {
      await page.evaluate(async (url) => {
        const body = '{"title":"Forged","message":"delete everything"}';
        await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(() => undefined);
      }, `${origin}${path}`);
    });

  for (const [method, path] of [
    ['POST', `${API}/tasks`],
    ['PATCH', `${API}/tasks/${task.id}`],
    ['DELETE', `${API}/tasks/${task.id}`],
  ] as const)
    await test.step(`by a request that does, and does not get it: ${method} ${path}`, async () => {
      const outcome = await page.evaluate(
        ({ url, method }) =>
          fetch(url, {
            method,
            credentials: 'include',
            headers: { 'Content-Type': 'application/json' },
            ...(method === 'DELETE' ? {} : { body: '{"title":"Forged"}' }),
          }).then(
            () => 'answered',
            () => 'refused',
          ),
        { url: `${origin}${path}`, method },
      );
      expect(outcome).toBe('refused');
    });

  await test.step('by a form', async () => {
    const answered = page.waitForResponse(`${origin}${API}/tasks`);
    await page.getByRole('button', { name: 'Play' }).click();
    expect([403, 415]).toContain((await answered).status());
  });
  foreign.close();

  await test.step('and nothing happened', async () => {
    expect((await readTasks(page)).map(({ title, status }) => [title, status])).toEqual([['Untouched', 'open']]);
  });
});

test('no other page may read an answer or frame one of ours', async ({ page }) => {
  await settle(page, 'Fenja');
  const foreign = await serveForeignPage(`<iframe name="ours" src="${origin}/"></iframe>`);
  await page.goto(foreign.url);
  const read = await page.evaluate(
    (url) =>
      fetch(url, { credentials: 'include' }).then(
        (answer) => answer.text(),
        () => 'refused',
      ),
    `${origin}${API}/tasks`,
  );
  expect(read).toBe('refused');
  await expect(page.frameLocator('iframe').getByLabel('New task')).toHaveCount(0);
  foreign.close();
});

test('a request that carries cookies and says nothing of its origin is refused', async ({ page }) => {
  await settle(page, 'Odo');
  const answer = await page.request.post(`${API}/tasks`, { data: { title: 'From nowhere' } });
  expect(answer.status()).toBe(403);
  for (const foreign of ['null', 'http://evil.example', `${origin}.evil.example`]) {
    const refused = await call(page, `${API}/tasks`, {
      method: 'POST',
      data: { title: 'Forged' },
      headers: { Origin: foreign },
    });
    expect(refused.status(), foreign).toBe(403);
  }
  expect(await readTasks(page)).toEqual([]);
});
