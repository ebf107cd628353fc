import { test } from '@playwright/test';
import { addTask, expectTitles } from '../support/board.js';
import { writeMemory } from '../support/memory.js';
import { inventPerson, signUp } from '../support/person.js';

/** First half of a survival test: run it, do to the cluster what it should survive, then run `recall`. */
test('somebody writes tasks and leaves', async ({ page, context }) => {
  const person = inventPerson('Rosa');
  await signUp(page, person);
  await addTask(page, 'Older');
  await addTask(page, 'Newer');
  const titles = ['Newer', 'Older'];
  await expectTitles(page, titles);
  writeMemory({ person, titles, browser: await context.storageState() });
});
