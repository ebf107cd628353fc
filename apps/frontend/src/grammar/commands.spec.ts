import { expect, test } from 'vitest';
import { NOON } from './capture.fixture';
import { parseCommand } from './commands';

const read = (text: string) => parseCommand(text, NOON);

test.each([
  ['add Pay rent tomorrow 9am #home p1'],
  ['ADD  Pay rent tomorrow 9am #home p1'],
  ['New task Pay rent tomorrow 9am #home p1 '],
])('%s adds a task', (text) => {
  expect(read(text)).toMatchObject({
    kind: 'add',
    capture: { title: 'Pay rent', due: { date: '2026-11-27', time: '09:00' }, tags: ['home'], priority: 3 },
  });
});

test.each([
  ['done pay rent', 'complete', 'pay rent'],
  ['Complete pay rent.', 'complete', 'pay rent'],
  ['finish report tomorrow #home', 'complete', 'report tomorrow #home'],
  ['done "Call “tomorrow” band"', 'complete', 'Call “tomorrow” band'],
  ['reopen pay rent', 'reopen', 'pay rent'],
  ['delete pay rent!', 'delete', 'pay rent'],
  ['remove “pay rent”', 'delete', 'pay rent'],
])('%s → %s “%s”', (text, kind, query) => {
  expect(read(text)).toEqual({ kind, query });
});

test.each([
  ['show', { view: 'all' }],
  ['list', { view: 'all' }],
  ['show today', { view: 'today' }],
  ['Show my overdue tasks.', { view: 'overdue' }],
  ['list upcoming', { view: 'upcoming' }],
  ['show done', { view: 'done' }],
  ['list all tasks', { view: 'all' }],
  ['show #Home', { tag: 'home' }],
  ['show today #home p1', { view: 'today', tag: 'home', priority: 3 }],
  ['find pay rent', { query: 'pay rent' }],
  ['search "tomorrow"', { query: 'tomorrow' }],
])('%s lists %j', (text, listing) => {
  expect(read(text)).toEqual({ kind: 'list', view: 'all', tag: null, priority: null, query: '', ...listing });
});

test.each(['undo', 'Undo', ' undo. '])('%s undoes', (text) => {
  expect(read(text)).toEqual({ kind: 'undo' });
});

test.each([
  '',
  'Pay rent tomorrow',
  'add',
  'add tomorrow',
  'addition',
  'done',
  'done ""',
  'delete .',
  'show milk',
  'show today done',
  'show #home #work',
  'show p1 p2',
  'undo everything',
  'undone',
  'finished',
])('“%s” is unknown', (text) => {
  expect(read(text)).toEqual({ kind: 'unknown' });
});
