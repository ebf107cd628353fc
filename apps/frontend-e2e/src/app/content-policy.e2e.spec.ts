import { expect, type Page, test } from '@playwright/test';
import { makeTask } from '../support/api.js';
import { addTask, open, tick } from '../support/board.js';
import { inventPerson, settle, signUp } from '../support/person.js';

/** What the browser refused, on every page that is opened from now on. */
async function watchRefusals(page: Page): Promise<() => readonly string[]> {
  const refusals: string[] = [];
  await page.exposeFunction('tellRefusal', (text: string) => {
    refusals.push(text);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const { tellRefusal } = window as unknown as { tellRefusal: (text: string) => void };
      tellRefusal(`${document.location.pathname}: ${violatedDirective} refused ${blockedURI} ${sample}`);
    });
  });
  return () => refusals;
}

test('no page needs what its content policy forbids', async ({ page }) => {
  const readRefusals = await watchRefusals(page);
  await page.goto('/sign-in');
  await page.goto('/nowhere');
  await signUp(page, inventPerson('Cosima'));
  await addTask(page, 'Policy task tomorrow 9am #home p1', 'Policy task');
  for (const address of ['/?view=today', '/?view=all', '/?view=done', '/?view=all&q=policy&sort=title'])
    await open(page, address);
  expect(readRefusals()).toEqual([]);
});

test('a script that found its way into a page does not run', async ({ page }) => {
  await settle(page, 'Corin');
  const readRefusals = await watchRefusals(page);
  await page.route('/', async (route) => {
    const answer = await route.fetch();
    const html = await answer.text();
    const injected = '<script>window.isOwned = true</script><img src="/nope.png" onerror="window.isOwned = true">';
    await route.fulfill({ response: answer, body: html.replace('</body>', `${injected}</body>`) });
  });
  await page.goto('/');
  await expect.poll(() => readRefusals().length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => 'isOwned' in window)).toBe(false);
});

test('a title that looks like a page is shown as the text it is', async ({ page }) => {
  await settle(page, 'Hanno');
  const readRefusals = await watchRefusals(page);
  const title = '<img src=x onerror="window.isOwned=1"><b>bold</b>';
  await makeTask(page, { title });
  await open(page);
  await expect(tick(page, title)).toBeVisible();
  expect(await page.evaluate(() => 'isOwned' in window)).toBe(false);
  expect(readRefusals()).toEqual([]);
});
