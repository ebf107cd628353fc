import { describe, expect, test } from 'vitest';
import { openView } from './board-query';
import { isInList } from './membership';
import { type Due, type Task, VIEWS } from './task';
import { createTask } from './task.fixture';

const clock = { now: new Date('2026-11-21T15:00:00+01:00'), zone: 'Europe/Berlin' };
const day = (date: string): Due => ({ date, time: null, zone: null, at: null });
const at = (time: string, instant: string): Due => ({
  date: '2026-11-21',
  time,
  zone: 'Europe/Berlin',
  at: `2026-11-21T${instant}:00Z`,
});

function findViews(fields: Partial<Task>): string[] {
  const task = createTask({ id: 't', title: 'Milk', ...fields });
  return VIEWS.filter((view) => isInList(task, openView(view), clock));
}

describe('the views that hold a task', () => {
  test.each<[string, Partial<Task>, string[]]>([
    ['without a date', {}, ['all']],
    ['of today', { due: day('2026-11-21') }, ['today', 'all']],
    ['of tomorrow', { due: day('2026-11-22') }, ['upcoming', 'all']],
    ['of yesterday', { due: day('2026-11-20') }, ['overdue', 'all']],
    ['of this morning', { due: at('09:00', '08:00') }, ['today', 'overdue', 'all']],
    ['of this evening', { due: at('20:00', '19:00') }, ['today', 'all']],
    ['that is done', { due: day('2026-11-21'), isDone: true }, ['all', 'done']],
  ])('one %s', (_, fields, views) => {
    expect(findViews(fields)).toEqual(views);
  });
});

describe('a filter', () => {
  const task = createTask({ id: 't', title: 'Pay rent', notes: 'by transfer', priority: 2, tags: ['home'] });
  const all = openView('all');

  test.each([
    [{ status: 'open' as const }, true],
    [{ status: 'done' as const }, false],
    [{ priority: 2 as const }, true],
    [{ priority: 0 as const }, false],
    [{ tag: 'home' }, true],
    [{ tag: 'hom' }, false],
    [{ due: 'none' as const }, true],
    [{ due: 'any' as const }, false],
    [{ search: ' RENT ' }, true],
    [{ search: 'transfer' }, true],
    [{ search: 'home' }, true],
    [{ search: 'milk' }, false],
  ])('%o', (filter, isIn) => {
    expect(isInList(task, { ...all, ...filter }, clock)).toBe(isIn);
  });
});
