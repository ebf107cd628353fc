import { expect, test } from '@playwright/test';
import { findCards, hear, openAssistant } from '../support/assistant.js';
import { open, tick } from '../support/board.js';
import { settle } from '../support/person.js';
import { HOME, makeLife, takePictures } from '../support/pictures.js';

test.use(HOME);

test('the assistant at work, and what waits for a click', async ({ page }) => {
  await settle(page, 'Mara Lindqvist');
  await makeLife(page);
  await open(page, '/?view=today');
  const panel = await openAssistant(page);
  await hear(panel, 'add milk and bread');
  const answer = await hear(panel, 'complete photos');
  await expect(findCards(answer).last()).toContainText('Completed');
  await expect(tick(page, 'Send Lena the photos from the lake')).toHaveCount(0);
  await takePictures(page, 'assistant');

  await hear(panel, 'delete everything');
  await expect(panel.getByRole('button', { name: /^Delete \d+ tasks$/ })).toBeVisible();
  await takePictures(page, 'confirmation');
});
