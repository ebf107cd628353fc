import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ask, type DueFields, makeTask } from './api.js';
import { dayIn } from './board.js';

const folder = join(import.meta.dirname, '../../../../docs/screenshots');
const LAPTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: LAPTOP },
  { name: 'dark', colorScheme: 'dark', viewport: LAPTOP },
  { name: 'phone', colorScheme: 'light', viewport: PHONE },
] as const;

/** Where the people in the pictures live. */
export const HOME = { timezoneId: 'Europe/Berlin', locale: 'en-GB', viewport: LAPTOP };

/**
 * Pictures of the page as it is, light and dark on a laptop, and on a phone: `docs/screenshots/<state>-<look>.png`.
 *
 * @param focus what has to be in the picture, wherever the page has to be scrolled for it
 */
export async function takePictures(page: Page, state: string, focus?: Locator): Promise<void> {
  await page.mouse.move(0, 0);
  for (const { name, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.fonts.ready);
    await focus?.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    await page.screenshot({ path: join(folder, `${state}-${name}.png`), animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(LAPTOP);
}

/** A life to take pictures of, the newest task last. */
export async function makeLife(page: Page): Promise<void> {
  const on = (days: number, time: string | null = null): DueFields => ({
    date: dayIn(HOME.timezoneId, days),
    time,
    zone: time && HOME.timezoneId,
  });
  const watered = await makeTask(page, { title: 'Water the tomatoes', tags: ['garden'] });
  for (const task of [
    { title: 'Read the chapter on scheduling', tags: ['study'], priority: 1 },
    { title: 'Renew the passport', due: on(-3), priority: 3, tags: ['papers'] },
    { title: 'Return the drill to Jonas', due: on(-1) },
    { title: 'Book a table for four', due: on(2, '19:30'), tags: ['friends'] },
    {
      title: 'Winter tyres',
      due: on(6),
      priority: 2,
      tags: ['car'],
      notes: 'The garage on Elm Street is open until six',
    },
    { title: 'Send Lena the photos from the lake', due: on(0), priority: 2, tags: ['friends'] },
    { title: 'Pay the rent', due: on(0), priority: 3, tags: ['home'] },
    {
      title: 'Call the landlord about the heating',
      due: on(0, '23:30'),
      tags: ['home'],
      notes: 'Ask when the engineer comes, mornings are best',
    },
  ])
    await makeTask(page, task);
  await ask(page, `/tasks/${watered.id}/complete`, { method: 'POST' });
}
