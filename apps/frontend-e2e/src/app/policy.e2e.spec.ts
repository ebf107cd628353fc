import { expect, type Page, test } from '@playwright/test';
import { addTask } from '../support/board.js';
import { inventPerson, signOut, signUp } from '../support/person.js';

/** Collects what the browser refused because of the content policy, from the first document on. */
async function watchPolicy(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.exposeFunction('tellRefusal', (what: string) => refused.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellRefusal } = window as unknown as { tellRefusal: (what: string) => void };
      tellRefusal(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return refused;
}

test('the content policy stops nothing of our own', async ({ page }) => {
  const refused = await watchPolicy(page);
  const ada = inventPerson('Ada');

  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page.getByRole('heading', { name: 'Start your list' })).toBeVisible();
  await signUp(page, ada);
  await addTask(page, 'Read the policy');
  await page.getByRole('button', { name: `Account of ${ada.name}` }).click();
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/nothing/here');
  await page.getByRole('link', { name: 'Go to your tasks' }).click();
  await expect(page.getByLabel('New task')).toBeVisible();
  await signOut(page, ada);

  expect(refused).toEqual([]);
});

test('markup that somebody smuggled in runs nothing, shows nothing and calls nobody', async ({ page }) => {
  const refused = await watchPolicy(page);
  await page.goto('/sign-in');
  const effects = await page.evaluate(async () => {
    const smuggled = document.createElement('div');
    smuggled.innerHTML =
      '<img src="data:,x" onerror="window.smuggled = true"><img src="http://elsewhere.example/x.png">' +
      '<a href="javascript:window.smuggled = true">Read on</a>' +
      '<p style="display: none"></p><style>body { display: none }</style>';
    document.body.append(smuggled);
    smuggled.querySelector('a')?.click();
    const isHidden = (element: Element | null) => element !== null && getComputedStyle(element).display === 'none';
    return {
      isBodyHidden: isHidden(document.body),
      isParagraphHidden: isHidden(smuggled.querySelector('p')),
      isCallRefused: await fetch('http://elsewhere.example/').then(
        () => false,
        () => true,
      ),
    };
  });
  expect(effects).toEqual({ isBodyHidden: false, isParagraphHidden: false, isCallRefused: true });
  const all = ['connect-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem'];
  await expect.poll(() => [...new Set(refused.map((what) => what.split(' ')[0]))].sort()).toEqual(all);
  expect(await page.evaluate(() => 'smuggled' in window)).toBe(false);
});
