import { type Browser, expect, type Page, test } from '@playwright/test';
import { makeTask, readTask } from '../support/api.js';
import { addTask, dayIn, expectTitles, findRow, open } from '../support/board.js';
import { settle } from '../support/person.js';

/** The same person in another place. */
async function travel(page: Page, browser: Browser, timezoneId: string): Promise<Page> {
  const storageState = await page.context().storageState();
  return (await browser.newContext({ storageState, timezoneId, locale: 'en-GB' })).newPage();
}

test('an appointment is the same moment wherever one reads it', async ({ browser }) => {
  const home = await (await browser.newContext({ timezoneId: 'America/New_York', locale: 'en-GB' })).newPage();
  await settle(home, 'Nomad');
  await addTask(home, 'Call Tokyo tomorrow 20:00', 'Call Tokyo');
  const { due } = await readTask(home, 'Call Tokyo');
  expect(due).toMatchObject({ date: dayIn('America/New_York', 1), time: '20:00', zone: 'America/New_York' });
  await expect(findRow(home, 'Call Tokyo')).toContainText('Tomorrow, 20:00');

  const tokyo = await travel(home, browser, 'Asia/Tokyo');
  await open(tokyo);
  const time = new Date(due?.at ?? '').toLocaleTimeString('en-GB', { timeStyle: 'short', timeZone: 'Asia/Tokyo' });
  await expect(findRow(tokyo, 'Call Tokyo')).toContainText(time);
  await expect(findRow(tokyo, 'Call Tokyo').locator('time')).toHaveAttribute('title', /20:00 in New York/);
});

test('a whole day is the reader’s own, on either side of the date line', async ({ browser }) => {
  const west = await (await browser.newContext({ timezoneId: 'Pacific/Pago_Pago' })).newPage();
  await settle(west, 'Dateline');
  await makeTask(west, {
    title: 'In Samoa today',
    due: { date: dayIn('Pacific/Pago_Pago'), time: null, zone: null },
  });
  await open(west, '/?view=today');
  await expectTitles(west, ['In Samoa today']);
  // 25 hours ahead of it
  const east = await travel(west, browser, 'Pacific/Kiritimati');
  await open(east, '/?view=overdue');
  await expectTitles(east, ['In Samoa today']);
});

for (const [what, date, at] of [
  ['is skipped in spring, the next one is meant', '2027-03-28', '2027-03-28T01:30:00Z'],
  ['comes twice in autumn, the first is meant', '2027-10-31', '2027-10-31T00:30:00Z'],
] as const)
  test(`where half past two ${what}`, async ({ page }) => {
    await settle(page, 'Summer');
    const task = await makeTask(page, {
      title: 'Alarm',
      due: { date, time: '02:30', zone: 'Europe/Berlin' },
    });
    expect(new Date(task.due?.at ?? '').toISOString()).toBe(new Date(at).toISOString());
    expect(task.due).toMatchObject({ date, time: '02:30', zone: 'Europe/Berlin' });
  });

test('a page that is left open lives through midnight', async ({ browser }) => {
  const timezoneId = 'Europe/Berlin';
  const page = await (await browser.newContext({ timezoneId, locale: 'en-GB' })).newPage();
  const tomorrow = dayIn(timezoneId, 1);
  await page.clock.install({ time: new Date() });
  await settle(page, 'Midnight');
  await addTask(page, 'Soon tomorrow', 'Soon');
  await expect(findRow(page, 'Soon')).toContainText('Tomorrow');
  // 10 s past midnight in Berlin, summer time or not
  const hour = new Date(`${tomorrow}T00:00:00Z`).toLocaleTimeString('en-GB', { timeZone: timezoneId, hour: '2-digit' });
  await page.clock.setSystemTime(Date.parse(`${tomorrow}T00:00:10Z`) - Number(hour) * 3600_000);
  await page.clock.runFor(70_000);
  await expect(findRow(page, 'Soon')).toContainText('Today');
});

test('a clock that is wrong by years loses nothing', async ({ page }) => {
  await page.clock.install({ time: new Date('2031-01-01T12:00:00Z') });
  await settle(page, 'Fast');
  await addTask(page, 'From the future');
  await page.clock.setSystemTime(new Date('2021-01-01T12:00:00Z'));
  await addTask(page, 'From the past');
  await open(page);
  await expectTitles(page, ['From the past', 'From the future']);
});
