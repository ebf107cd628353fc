import { expect, type Page, test } from '@playwright/test';
import { API, call, readTask, readTasks } from '../support/api.js';
import { dayIn, findRow, tick } from '../support/board.js';
import { settle } from '../support/person.js';

const ZONE = 'Europe/Berlin';

test.use({ timezoneId: ZONE, locale: 'en-GB' });

/** What the box has understood so far, each removable. */
const findChips = (page: Page) => page.getByRole('list', { name: 'Understood' }).getByRole('button');

const capture = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('New task').fill(text);
  await page.getByLabel('New task').press('Enter');
  await expect(page.getByLabel('New task')).toHaveValue('');
};

test('one line becomes a task with its day, time, tag and priority', async ({ page }) => {
  await settle(page, 'Rick');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.method()));
  const box = page.getByLabel('New task');
  await box.pressSequentially('Pay rent tomorrow 9am #home p1');

  await test.step('what was understood is in sight while one types, and nobody was asked', async () => {
    await expect(findChips(page)).toHaveCount(3);
    await expect(findChips(page).filter({ hasText: 'Tomorrow' })).toHaveCount(1);
    await expect(findChips(page).filter({ hasText: 'home' })).toHaveCount(1);
    await expect(findChips(page).filter({ hasText: 'High' })).toHaveCount(1);
    expect(requests.filter((method) => method !== 'GET')).toEqual([]);
  });

  await test.step('Enter keeps it, within two seconds', async () => {
    const begun = Date.now();
    await box.press('Enter');
    await expect(tick(page, 'Pay rent')).toBeEnabled();
    test.info().annotations.push({ type: 'saved after', description: `${Date.now() - begun} ms` });
    expect(Date.now() - begun).toBeLessThan(2000);
    await expect(box).toHaveValue('');
    await expect(box).toBeFocused();
  });

  const task = await readTask(page, 'Pay rent');
  expect(task).toMatchObject({ priority: 3, tags: ['home'] });
  expect(task.due).toMatchObject({ date: dayIn(ZONE, 1), time: '09:00', zone: ZONE });
  for (const text of ['Tomorrow', 'High', '#home']) await expect(findRow(page, 'Pay rent')).toContainText(text);
});

test('a chip that is taken off is text again', async ({ page }) => {
  await settle(page, 'Chip');
  await page.getByLabel('New task').fill('Read The Day After tomorrow #film');
  await findChips(page)
    .filter({ hasText: /tomorrow|[A-Z][a-z]+day/i })
    .first()
    .click();
  await expect(findChips(page)).toHaveCount(1);
  await page.getByLabel('New task').press('Enter');
  await expect(tick(page, 'Read The Day After tomorrow')).toBeEnabled();
  expect(await readTask(page, 'Read The Day After tomorrow')).toMatchObject({ due: null, tags: ['film'] });
});

test('what stands in quotes is meant as it is written', async ({ page }) => {
  await settle(page, 'Quo');
  await capture(page, 'Watch "Tomorrow Never Dies p1 #no" #film');
  await expect.poll(async () => (await readTasks(page)).length).toBe(1);
  const [task] = await readTasks(page);
  expect(task?.title).toContain('Tomorrow Never Dies p1 #no');
  expect(task).toMatchObject({ due: null, tags: ['film'], priority: 0 });
});

for (const text of ['Party 31.2.2027', 'Dinner at 25:00', 'Report 2027-02-30'])
  test(`a time that does not exist is only text: ${text}`, async ({ page }) => {
    await settle(page, 'Never');
    await capture(page, text);
    await expect(tick(page, text)).toBeEnabled();
    expect((await readTask(page, text)).due).toBeNull();
  });

test('titles that are empty, too long or made of emoji', async ({ page }) => {
  await settle(page, 'Edge');
  const box = page.getByLabel('New task');

  await test.step('an empty one is nothing', async () => {
    await box.fill('   ');
    await box.press('Enter');
    await box.fill('#home p1');
    await box.press('Enter');
    expect(await readTasks(page)).toEqual([]);
  });

  await test.step('200 emoji are 200 characters', async () => {
    await capture(page, '🍅'.repeat(200));
    await expect(tick(page, '🍅'.repeat(200))).toBeEnabled();
  });

  await test.step('10,000 characters are not lost, and not sent either', async () => {
    await box.fill('x'.repeat(10_000));
    await box.press('Enter');
    await expect(box).not.toHaveValue('');
    expect(await readTasks(page)).toHaveLength(1);
  });

  await test.step('the API names what is wrong with each', async () => {
    for (const [data, pointer] of [
      [{ title: '' }, '/title'],
      [{ title: 'x'.repeat(10_000) }, '/title'],
      [{ title: 'x', due: { date: '2027-02-30' } }, '/due/date'],
      [{ title: 'x', due: { date: '2027-02-28', time: '25:00', zone: ZONE } }, '/due/time'],
      [{ title: 'x', due: { date: '2027-02-28', time: '09:00', zone: 'Mars/Olympus' } }, '/due/zone'],
      [{ title: 'x', priority: 4 }, '/priority'],
      [{ title: 'x', tags: ['no spaces'] }, '/tags/0'],
      [{ title: 'x', colour: 'red' }, '/colour'],
    ] as const) {
      const answer = await call(page, `${API}/tasks`, { method: 'POST', data });
      expect(answer.status(), JSON.stringify(data).slice(0, 80)).toBe(422);
      const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
      expect(errors.map((error) => error.pointer)).toContain(pointer);
    }
  });
});
