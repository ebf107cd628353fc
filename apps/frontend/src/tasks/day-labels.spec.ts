import { describe, expect, test } from 'vitest';
import { openView } from './board-query';
import { isDayKnown, resolveDayLabels } from './day-labels';
import type { Due } from './task';
import { createTask } from './task.fixture';

const clock = { now: new Date('2026-11-21T15:00:00+01:00'), zone: 'Europe/Berlin', locale: 'en-US' };
const day = (date: string): Due => ({ date, time: null, zone: null, at: null });
const due = (date: string) => createTask({ id: date, title: date, due: day(date) });
const done = (at: string) => createTask({ id: at, title: at, isDone: true, completedAt: at });
const undated = createTask({ id: 'x', title: 'x' });

const read = (tasks: Parameters<typeof resolveDayLabels>[0], query: Parameters<typeof resolveDayLabels>[1]) =>
  resolveDayLabels(tasks, query, clock).map((label) => label?.name ?? null);

describe('the headings of days', () => {
  test('stand above the first task of each day to come', () => {
    const tasks = [due('2026-11-22'), due('2026-11-22'), due('2026-11-25'), due('2026-12-24')];
    expect(resolveDayLabels(tasks, openView('upcoming'), clock)).toEqual([
      { name: 'Tomorrow', date: 'Sun, Nov 22' },
      null,
      { name: 'Wednesday', date: 'Wed, Nov 25' },
      { name: 'Thu, Dec 24', date: '' },
    ]);
  });

  test('say when tasks were done, in the zone of the reader', () => {
    const tasks = [done('2026-11-21T09:00:00Z'), done('2026-11-20T23:30:00Z'), done('2026-11-20T22:30:00Z')];
    expect(read(tasks, openView('done'))).toEqual(['Today', null, 'Yesterday']);
  });

  test('leave out a task without a day, and do not repeat themselves after it', () => {
    expect(read([undated, due('2026-11-22'), undated, due('2026-11-22')], openView('upcoming'))).toEqual([
      null,
      'Tomorrow',
      null,
      null,
    ]);
  });

  test.each([openView('all'), openView('today'), { ...openView('upcoming'), sort: 'title' as const }])(
    'are none where the list does not go by days',
    (query) => {
      expect(read([due('2026-11-22')], query)).toEqual([null]);
    },
  );
});

describe('a row says its day', () => {
  test.each([
    ['not below a heading that does', due('2026-11-22'), openView('upcoming'), true],
    [
      'where the list goes by something else',
      due('2026-11-22'),
      { ...openView('upcoming'), sort: 'title' as const },
      false,
    ],
    ['not if it is today, on the list of today', due('2026-11-21'), openView('today'), true],
    ['if it is another day, on the list of today', due('2026-11-22'), openView('today'), false],
    ['on the list of all', due('2026-11-21'), openView('all'), false],
  ])('%s', (_, task, query, isKnown) => {
    expect(isDayKnown(task, query, clock)).toBe(isKnown);
  });
});
