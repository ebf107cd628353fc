import { expect, test } from 'vitest';
import { chooseLocale } from './locale';

test.each([
  ['en-US,en;q=0.9', 'en-US'],
  ['de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7', 'en-US'],
  ['de-DE,de;q=0.9,en;q=0.7', 'en-GB'],
  ['en-au', 'en-AU'],
  ['en-US-posix,*', 'en-GB'],
  ['', 'en-GB'],
  [null, 'en-GB'],
])('%s → %s', (accepted, locale) => {
  expect(chooseLocale(accepted)).toBe(locale);
});
