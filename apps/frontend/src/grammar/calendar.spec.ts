import { expect, test } from 'vitest';
import { addMonths, lastOfMonth, toDay, weekdayOf } from './calendar';

test.each([
  [2028, 2, 29, '2028-02-29'],
  [2027, 2, 29, null],
  [2027, 4, 31, null],
  [2027, 13, 1, null],
  [2027, 1, 0, null],
])('%i-%i-%i is %s', (year, month, day, expected) => {
  expect(toDay(year, month, day)).toBe(expected);
});

test('months are counted over the ends of months and years', () => {
  expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
  expect(lastOfMonth('2028-02-10')).toBe('2028-02-29');
  expect(weekdayOf('2026-11-29')).toBe(7);
});
