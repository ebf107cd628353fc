import { describe, expect, test } from 'vitest';
import { type BoardAction, createBoard, reduceBoard } from './board';
import type { Change } from './change';
import { resolveConflict, resolveVersion } from './conflict';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk', version: 1 });
const rename: Change = { kind: 'edit', key: 'milk', fields: { title: 'Oat milk' }, base: milk };

describe('a change meets what somebody else made of the task', () => {
  test.each<[string, Change, Partial<typeof milk>, string]>([
    ['the same words', rename, { title: 'Oat milk' }, 'settled'],
    ['another field', rename, { priority: 3 }, 'apart'],
    ['done by them', rename, { isDone: true }, 'apart'],
    ['the same field', rename, { title: 'Goat milk' }, 'conflict'],
    ['ticked twice', { kind: 'complete', key: 'milk', isDone: true, base: milk }, { isDone: true }, 'settled'],
    ['ticked and renamed', { kind: 'complete', key: 'milk', isDone: true, base: milk }, { title: 'x' }, 'apart'],
    ['deleted and renamed', { kind: 'delete', key: 'milk', base: milk, at: 0 }, { title: 'x' }, 'conflict'],
    ['deleted, and changed to and fro', { kind: 'delete', key: 'milk', base: milk, at: 0 }, {}, 'apart'],
  ])('%s', (_, change, theirs, outcome) => {
    expect(resolveConflict(change, { ...milk, ...theirs, version: 2 })).toBe(outcome);
  });

  test('a due date that differs only in the instant worked out by the backend is the same', () => {
    const due = { date: '2026-11-27', time: '09:00', zone: 'Europe/Berlin' };
    const change: Change = { kind: 'edit', key: 'milk', fields: { due }, base: milk };
    expect(resolveConflict(change, { ...milk, due: { ...due, at: '2026-11-27T08:00:00Z' } })).toBe('settled');
  });
});

describe('the version that a change is held against', () => {
  const intend: BoardAction = { type: 'intended', id: 1, change: rename };
  const confirm: BoardAction = { type: 'confirmed', id: 1, task: { ...milk, title: 'Oat milk', version: 2 } };
  const learn: BoardAction = { type: 'loaded', tasks: [{ ...milk, title: 'Theirs', version: 3 }], mode: 'update' };

  const play = (...actions: BoardAction[]) => actions.reduce(reduceBoard, createBoard([milk])).known.get('milk');

  test('is the latest when all since were our own', () => {
    expect(resolveVersion(play(intend, confirm), milk)).toBe(2);
  });

  test('is the one that was seen when somebody else changed the task since', () => {
    expect(resolveVersion(play(intend, confirm, learn), milk)).toBe(1);
    expect(resolveVersion(play(learn), milk)).toBe(1);
  });

  test('is the latest again for who has seen that', () => {
    expect(resolveVersion(play(learn), { ...milk, version: 3 })).toBe(3);
  });

  test('is the one that was seen when the task is on no list any more', () => {
    expect(resolveVersion(undefined, milk)).toBe(1);
  });
});
