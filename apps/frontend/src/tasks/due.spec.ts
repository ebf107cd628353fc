import { describe, expect, test } from 'vitest';
import { addDays, countDays, readWall } from './calendar';
import { describeDue, isSameDue, resolveShortcuts, resolveUrgency } from './due';
import type { Due } from './task';

const clock = { now: new Date('2026-11-21T15:00:00+01:00'), zone: 'Europe/Berlin', locale: 'en-GB' };
const day = (date: string): Due => ({ date, time: null, zone: null, at: null });

describe('a whole day reads as', () => {
  test.each([
    ['2026-11-18', 'Wed, Nov 18', 'overdue'],
    ['2026-11-20', 'Yesterday', 'overdue'],
    ['2026-11-21', 'Today', 'today'],
    ['2026-11-22', 'Tomorrow', 'soon'],
    ['2026-11-27', 'Friday', 'later'],
    ['2026-11-28', 'Sat, Nov 28', 'later'],
    ['2027-01-02', 'Sat, Jan 2, 2027', 'later'],
  ])('%s → %s', (date, text, urgency) => {
    expect(describeDue(day(date), { ...clock, locale: 'en-US' })).toMatchObject({ text, urgency });
  });
});

describe('a time of a day', () => {
  const nine: Due = { date: '2026-11-21', time: '09:00', zone: 'Europe/Berlin', at: '2026-11-21T08:00:00Z' };

  test('comes behind the day', () => {
    expect(describeDue(nine, clock)).toMatchObject({ text: 'Today, 09:00', urgency: 'overdue' });
  });

  test('is not overdue before it has come', () => {
    expect(resolveUrgency(nine, { ...clock, now: new Date('2026-11-21T08:59:00+01:00') })).toBe('today');
  });

  test('moves with the reader, who can still learn where it was written', () => {
    const label = describeDue(nine, { ...clock, zone: 'Asia/Tokyo' });
    expect(label.text).toBe('Today, 17:00');
    expect(label.title).toContain('09:00 in Berlin');
  });

  test('may be another day where the reader is', () => {
    const late: Due = { date: '2026-11-21', time: '20:00', zone: 'Europe/Berlin', at: '2026-11-21T19:00:00Z' };
    expect(describeDue(late, { ...clock, zone: 'Asia/Tokyo' }).text).toBe('Tomorrow, 04:00');
  });

  test('that the backend has not resolved yet is taken as it was written', () => {
    expect(describeDue({ ...nine, at: null, zone: 'Asia/Tokyo' }, clock).text).toBe('Today, 09:00');
  });
});

test('the days around a change of the clocks are days like others', () => {
  const before = { ...clock, now: new Date('2026-10-24T23:30:00+02:00') };
  expect(describeDue(day('2026-10-25'), before).text).toBe('Tomorrow');
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
  expect(countDays('2026-03-28', '2026-03-30')).toBe(2);
});

test('one instant is two days, depending on where one is', () => {
  const instant = new Date('2026-12-31T23:30:00Z');
  expect(readWall(instant, 'Europe/Berlin')).toEqual({ date: '2027-01-01', time: '00:30' });
  expect(readWall(instant, 'America/New_York')).toEqual({ date: '2026-12-31', time: '18:30' });
});

test.each([
  ['2026-11-21', '2026-11-23'],
  ['2026-11-22', '2026-11-23'],
  ['2026-11-23', '2026-11-30'],
])('seen from %s, next week begins on %s', (today, monday) => {
  expect(resolveShortcuts(today).at(-1)?.date).toBe(monday);
});

test('the zone of a whole day makes no difference', () => {
  expect(isSameDue(day('2026-11-21'), { ...day('2026-11-21'), zone: 'Asia/Tokyo' })).toBe(true);
  expect(isSameDue(day('2026-11-21'), day('2026-11-22'))).toBe(false);
  expect(isSameDue(null, day('2026-11-22'))).toBe(false);
});
