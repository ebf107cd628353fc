import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
/** The narrowest that WCAG wants everything to fit in, and a usual phone. */
const WIDTHS = [320, 390];

/** Wants nothing of what axe knows of WCAG 2.2 AA to be wrong with the page as it is, light and dark. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  for (const colorScheme of SCHEMES)
    await test.step(`${state} is accessible, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      const found = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
      );
      expect.soft(found, state).toEqual([]);
    });
  await page.emulateMedia({ colorScheme: null });
}

/** Wants nothing to stick out to the side of a small screen. */
export async function expectNarrow(page: Page, state: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS)
    await test.step(`${state} fits into ${width} px`, async () => {
      await page.setViewportSize({ width, height: 720 });
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.soft.poll(overflow, { message: state }).toBeLessThanOrEqual(0);
    });
  if (before) await page.setViewportSize(before);
}
