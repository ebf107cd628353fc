import { expect, test } from '@playwright/test';
import { addTask, expectTitles, open, tick } from '../support/board.js';
import { deletePod, readReadyPods } from '../support/cluster.js';
import { inventPerson, signUp } from '../support/person.js';
import { target } from '../support/target.js';

test('a backend pod is deleted while somebody works, and nothing is lost', async ({ page }) => {
  test.setTimeout(180_000);
  const { cluster } = target;
  test.info().skip(!cluster, 'only an address is known (BASE_URL), no cluster');
  if (!cluster) return;
  await signUp(page, inventPerson('Pia'));
  await addTask(page, 'Written before');
  const [victim] = await readReadyPods(cluster, 'backend');
  expect(victim).toBeDefined();
  await deletePod(cluster, victim ?? '');

  await test.step('what is written meanwhile is kept on the page until it can be saved', async () => {
    await page.getByLabel('New task').fill('Written meanwhile');
    await page.getByLabel('New task').press('Enter');
    await expect(async () => {
      const retry = page.getByRole('button', { name: 'Retry' });
      if (await retry.isVisible()) await retry.click();
      await expect(tick(page, 'Written meanwhile')).toBeEnabled({ timeout: 2000 });
    }).toPass({ timeout: 120_000 });
  });

  await test.step('another pod has taken over', async () => {
    await expect.poll(() => readReadyPods(cluster, 'backend'), { timeout: 60_000 }).not.toContain(victim);
    await expect
      .poll(async () => (await readReadyPods(cluster, 'backend')).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
  });

  await open(page);
  await expectTitles(page, ['Written meanwhile', 'Written before']);
});
