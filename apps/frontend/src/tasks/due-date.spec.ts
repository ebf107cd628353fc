import { describe, expect, test } from 'vitest';
import { addDays, describeDue, endOfDay, toDay } from './due-date';

const now = new Date('2026-11-21T15:00:00+01:00');

describe('a due date reads as', () => {
  test.each([
    ['2026-11-18', 'Wed, Nov 18', 'overdue'],
    ['2026-11-20', 'Yesterday', 'overdue'],
    ['2026-11-21', 'Today', 'today'],
    ['2026-11-22', 'Tomorrow', 'soon'],
    ['2026-11-27', 'Friday', 'later'],
    ['2026-11-28', 'Sat, Nov 28', 'later'],
    ['2027-01-02', 'Sat, Jan 2, 2027', 'later'],
  ])('%s → %s', (day, text, urgency) => {
    expect(describeDue(endOfDay(day) ?? '', now, 'en-US')).toEqual({ text, urgency });
  });

  test('one day, also when the clocks change in between', () => {
    const before = new Date('2026-10-24T12:00:00+02:00');
    expect(describeDue(endOfDay('2026-10-25') ?? '', before, 'en-US').text).toBe('Tomorrow');
  });
});

test('a day survives the way to an instant and back', () => {
  expect(endOfDay('2026-11-21')).toBe('2026-11-21T22:59:59.000Z');
  expect(toDay(endOfDay('2026-11-21'))).toBe('2026-11-21');
});

test('no day is no instant', () => {
  expect(endOfDay('')).toBeNull();
  expect(toDay(null)).toBe('');
});

test('days are counted over the end of a month', () => {
  expect(addDays(new Date('2026-11-30T23:30:00+01:00'), 1)).toBe('2026-12-01');
});
