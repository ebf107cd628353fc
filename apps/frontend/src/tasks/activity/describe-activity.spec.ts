import { expect, test } from 'vitest';
import { createActivity } from './activity.fixture';
import { describeAction, describeChanges, describeDay, describeTime } from './describe-activity';

const clock = { now: new Date('2026-11-21T15:00:00+01:00'), zone: 'Europe/Berlin', locale: 'en-US' };

test.each([
  ['create', { deleted: [true, false] }, 'Added'],
  ['update', {}, 'Changed'],
  ['complete', {}, 'Completed'],
  ['reopen', {}, 'Reopened'],
  ['delete', { deleted: [false, true] }, 'Deleted'],
  ['undo', { deleted: [true, false] }, 'Restored'],
  ['undo', { deleted: [false, true] }, 'Removed again'],
  ['undo', { title: ['a', 'b'] }, 'Undone'],
] as const)('%s with %o reads as %s', (action, changes, word) => {
  expect(describeAction(createActivity({ id: '1', action, changes }))).toBe(word);
});

test('what became different is told field by field', () => {
  const changes = {
    title: ['Milk', 'Oat milk'],
    notes: ['', 'two litres'],
    priority: [0, 3],
    tags: [[], ['home', 'shop']],
    due: [null, { date: '2026-11-27', time: '09:00', zone: 'Europe/Berlin' }],
    completed_at: [null, '2026-11-21T09:00:00Z'],
  };
  expect(describeChanges(createActivity({ id: '1', changes }), clock)).toEqual([
    'Title: “Milk” → “Oat milk”',
    'Notes added',
    'Priority: none → high',
    'Tags: none → #home #shop',
    expect.stringMatching(/^Due: none → Nov 27, 2026, 9:00\sAM$/),
  ]);
});

test.each([
  [['old', ''], 'Notes removed'],
  [['old', 'new'], 'Notes rewritten'],
])('notes %o are not told in full', (notes, line) => {
  expect(describeChanges(createActivity({ id: '1', changes: { notes } }), clock)).toEqual([line]);
});

test('a new task and a deleted one have no changes to tell', () => {
  const changes = { title: ['a', 'b'] };
  expect(describeChanges(createActivity({ id: '1', action: 'create', changes }), clock)).toEqual([]);
  expect(describeChanges(createActivity({ id: '1', action: 'delete', changes }), clock)).toEqual([]);
});

test('what an older log holds breaks nothing', () => {
  const changes = {
    due: ['2020', { date: '2026-11-27' }],
    priority: [9, null],
    tags: ['x', 7],
    colour: ['red', 'blue'],
  };
  expect(describeChanges(createActivity({ id: '1', changes }), clock)).toEqual([
    'Due: none → Nov 27, 2026',
    'Priority: 9 → none',
    'Tags: none → none',
  ]);
});

test('the day and the time are those of the reader', () => {
  expect(describeDay('2026-11-20T23:30:00Z', clock)).toBe('Today');
  expect(describeDay('2026-11-19T23:30:00Z', clock)).toBe('Friday, November 20');
  expect(describeTime('2026-11-20T23:30:00Z', clock)).toMatch(/^12:30\sAM$/);
});
