import { expect, test } from 'vitest';
import type { Change } from './change';
import { describeFailure, resolveDifferences } from './describe-failure';
import { createTask } from './task.fixture';

const clock = { now: new Date('2026-11-21T15:00:00+01:00'), zone: 'Europe/Berlin', locale: 'en-GB' };
const milk = createTask({ id: 'milk', title: 'Milk' });
const fields = { title: 'Bread', notes: '', priority: 0, tags: [], due: null } as const;
const edit = (changes: Extract<Change, { kind: 'edit' }>['fields']): Change => ({
  kind: 'edit',
  key: 'milk',
  fields: changes,
  base: milk,
});

test.each<[Change, string]>([
  [{ kind: 'add', key: 'k', fields, at: 0 }, 'Not saved.'],
  [edit({ title: 'Oat milk' }), '“Oat milk” is not saved.'],
  [edit({ notes: 'two litres' }), 'Your notes are not saved: “two litres”.'],
  [edit({ notes: '', priority: 3 }), 'Your edit is not saved.'],
  [{ kind: 'complete', key: 'milk', isDone: true, base: milk }, 'Not marked as done.'],
  [{ kind: 'complete', key: 'milk', isDone: false, base: milk }, 'Still marked as done.'],
  [{ kind: 'delete', key: 'milk', base: milk, at: 0 }, 'Not deleted.'],
  [{ kind: 'undo', key: 'milk', of: 1, base: milk, at: 0 }, 'Not undone.'],
])('%o says what did not happen, with what was written', (change, sentence) => {
  const failure = { message: 'It is too long.', retry: 'again' } as const;
  expect(describeFailure({ id: 1, list: 0, change, failure })).toBe(`${sentence} It is too long.`);
});

test('of two versions only the fields are shown that both have changed', () => {
  const theirs = { ...milk, title: 'Goat milk', notes: 'soon', priority: 1 as const, tags: ['shop'], version: 2 };
  const due = { date: '2026-11-22', time: '09:00', zone: 'Europe/Berlin' };
  const mine = edit({ title: 'Oat milk', priority: 3, tags: [], due });
  expect(resolveDifferences(mine, theirs, clock)).toEqual([
    { field: 'Title', theirs: 'Goat milk', yours: 'Oat milk' },
    { field: 'Priority', theirs: 'Low', yours: 'High' },
    { field: 'Tags', theirs: '#shop', yours: 'no tags' },
  ]);
});

test('dates and empty notes are told as a person says them', () => {
  const day = { date: '2026-11-21', time: null, zone: null, at: null };
  const base = { ...milk, due: day, notes: 'old' };
  const change: Change = { kind: 'edit', key: 'milk', base, fields: { due: null, notes: '' } };
  const theirs = { ...base, due: { ...day, date: '2026-11-22' }, notes: 'new', version: 2 };
  expect(resolveDifferences(change, theirs, clock)).toEqual([
    { field: 'Notes', theirs: 'new', yours: 'no notes' },
    { field: 'Due', theirs: 'Tomorrow', yours: 'no date' },
  ]);
});

test('a deletion is about no field', () => {
  expect(resolveDifferences({ kind: 'delete', key: 'milk', base: milk, at: 0 }, milk, clock)).toEqual([]);
});
