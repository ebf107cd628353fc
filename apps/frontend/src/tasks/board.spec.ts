import { describe, expect, test } from 'vitest';
import { type BoardAction, createBoard, reduceBoard } from './board';
import { resolveRows } from './board-rows';
import type { Board, Failure } from './change';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk' });
const rent = createTask({ id: 'rent', title: 'Rent' });
const bread = { title: 'Bread', notes: '', priority: 0, tags: [], due: null } as const;
const broken: Failure = { message: 'The server is restarting.', retry: 'again' };

function play(actions: readonly BoardAction[], board: Board = createBoard([milk, rent])): Board {
  return actions.reduce(reduceBoard, board);
}

function readTitles(board: Board): string[] {
  return resolveRows(board).map(({ task }) => task.title);
}

const addBread: BoardAction = { type: 'intended', id: 1, change: { kind: 'add', key: 'new', fields: bread, at: 0 } };
const renameMilk: BoardAction = {
  type: 'intended',
  id: 2,
  change: { kind: 'edit', key: 'milk', fields: { title: 'Oat milk' }, base: milk },
};
const tickMilk: BoardAction = {
  type: 'intended',
  id: 3,
  change: { kind: 'complete', key: 'milk', isDone: true, base: milk },
};
const deleteRent: BoardAction = { type: 'intended', id: 4, change: { kind: 'delete', key: 'rent', base: rent, at: 1 } };
const restoreRent: BoardAction = {
  type: 'intended',
  id: 5,
  change: { kind: 'undo', key: 'rent', of: 4, base: rent, at: 1 },
};
const fail = (id: number): BoardAction => ({ type: 'failed', id, failure: broken });

describe('a change that is on its way', () => {
  test.each([
    ['add', [addBread], ['Bread', 'Milk', 'Rent']],
    ['edit', [renameMilk], ['Oat milk', 'Rent']],
    ['delete', [deleteRent], ['Milk']],
    ['undo', [deleteRent, restoreRent], ['Milk', 'Rent']],
  ])('%s shows at once', (_, actions, titles) => {
    expect(readTitles(play(actions))).toEqual(titles);
  });

  test('marks its row as saving', () => {
    expect(resolveRows(play([tickMilk])).map(({ state }) => state)).toEqual(['saving', 'saved']);
  });

  test('adds up with the one before it', () => {
    expect(resolveRows(play([renameMilk, tickMilk]))[0]?.task).toMatchObject({ title: 'Oat milk', isDone: true });
  });

  test('of a new task does not show on another list that was opened since', () => {
    expect(readTitles(play([addBread, { type: 'loaded', tasks: [rent], mode: 'open' }]))).toEqual(['Rent']);
  });

  test('of a due date has no instant until the backend has said which', () => {
    const due = { date: '2026-11-27', time: '09:00', zone: 'Europe/Berlin' };
    const change = { kind: 'edit', key: 'milk', fields: { due }, base: milk } as const;
    expect(resolveRows(play([{ type: 'intended', id: 1, change }]))[0]?.task.due).toEqual({ ...due, at: null });
  });
});

describe('a change that failed', () => {
  test('is rolled back and waits on its row', () => {
    const row = resolveRows(play([renameMilk, fail(2)]))[0];
    expect(row?.task.title).toBe('Milk');
    expect(row?.failed).toMatchObject({ id: 2, failure: broken });
  });

  test('brings a deleted row back', () => {
    expect(readTitles(play([deleteRent, fail(4)]))).toEqual(['Milk', 'Rent']);
  });

  test.each([
    ['a new task', [addBread, fail(1)], 'Bread', 0],
    ['a task that could not be restored', [deleteRent, confirm(4), restoreRent, fail(5)], 'Rent', 0],
  ])('keeps %s on the screen, so that nothing written is lost', (_, actions, title, at) => {
    expect(resolveRows(play(actions))[at]).toMatchObject({ state: 'unsaved', task: { title } });
  });

  test('stays in sight when another list is opened', () => {
    const rows = resolveRows(play([renameMilk, fail(2), { type: 'loaded', tasks: [rent], mode: 'open' }]));
    expect(rows.map(({ key, failed }) => [key, failed?.id])).toEqual([
      ['milk', 2],
      ['rent', undefined],
    ]);
  });

  test('shows again when it is retried', () => {
    const change = renameMilk.type === 'intended' ? renameMilk.change : undefined;
    if (!change) throw new Error('not a change');
    const row = resolveRows(play([renameMilk, fail(2), { type: 'retried', id: 2, change }]))[0];
    expect(row).toMatchObject({ state: 'saving', task: { title: 'Oat milk' } });
    expect(row?.failed).toBeUndefined();
  });

  test('leaves no trace when it is discarded', () => {
    expect(play([renameMilk, fail(2), { type: 'discarded', id: 2 }])).toEqual(createBoard([milk, rent]));
  });
});

describe('a confirmed change', () => {
  test('leaves what the backend answered', () => {
    const task = { ...milk, title: 'Oat milk (1 l)', version: 2 };
    expect(resolveRows(play([renameMilk, confirm(2, task)]))[0]).toEqual({ key: 'milk', state: 'saved', task });
  });

  test('gives a new row its id but not another key, so that the row stays the same element', () => {
    const board = play([addBread, confirm(1, createTask({ id: 'bread', title: 'Bread' }))]);
    expect(resolveRows(board)[0]).toMatchObject({ key: 'new', task: { id: 'bread' } });
  });

  test('does not show a task twice that a refresh brought first', () => {
    const task = createTask({ id: 'bread', title: 'Bread' });
    const board = play([addBread, { type: 'loaded', tasks: [milk, task, rent], mode: 'refresh' }, confirm(1, task)]);
    expect(readTitles(board)).toEqual(['Milk', 'Bread', 'Rent']);
  });

  test('leaves a task one key, though a refresh brought it first under another', () => {
    const task = createTask({ id: 'bread', title: 'Bread' });
    const board = play([addBread, { type: 'loaded', tasks: [task], mode: 'refresh' }, confirm(1, task)]);
    expect([...board.known.keys()]).toEqual(['new']);
  });

  test('of a deletion removes the row for good', () => {
    expect(readTitles(play([deleteRent, confirm(4)]))).toEqual(['Milk']);
  });

  test('of an undone deletion puts the row where it was', () => {
    const board = play([deleteRent, confirm(4), restoreRent, confirm(5, { ...rent, version: 3 })]);
    expect(readTitles(board)).toEqual(['Milk', 'Rent']);
  });

  test('does not put a new task into a list that was opened since', () => {
    const board = play([
      addBread,
      { type: 'loaded', tasks: [rent], mode: 'open' },
      confirm(1, createTask({ id: 'bread', title: 'Bread' })),
    ]);
    expect(readTitles(board)).toEqual(['Rent']);
  });

  test('knows less than news that came in before its answer', () => {
    const theirs = { ...milk, title: 'Theirs', version: 3 };
    const board = play([
      tickMilk,
      { type: 'loaded', tasks: [theirs], mode: 'update' },
      confirm(3, { ...milk, isDone: true, version: 2 }),
    ]);
    expect(readTitles(board)[0]).toBe('Theirs');
  });
});

describe('tasks that were loaded', () => {
  const tea = createTask({ id: 'tea', title: 'Tea' });

  test('replace the list and keep what is on its way', () => {
    expect(readTitles(play([addBread, { type: 'loaded', tasks: [rent], mode: 'refresh' }]))).toEqual(['Bread', 'Rent']);
  });

  test('as a further page come behind, each once, with their news', () => {
    const tasks = [{ ...rent, title: 'Rent, paid', version: 2 }, tea];
    expect(readTitles(play([{ type: 'loaded', tasks, mode: 'append' }]))).toEqual(['Milk', 'Rent, paid', 'Tea']);
  });

  test('as the head of a long list leave what lies further down', () => {
    expect(readTitles(play([{ type: 'loaded', tasks: [tea], mode: 'head' }]))).toEqual(['Tea', 'Rent']);
  });

  test('as mere news move no row', () => {
    const tasks = [tea, { ...rent, title: 'Rent, paid', version: 2 }];
    expect(readTitles(play([{ type: 'loaded', tasks, mode: 'update' }]))).toEqual(['Milk', 'Rent, paid']);
  });

  test('do not undo on the screen what was confirmed while they were on their way', () => {
    const board = play([
      renameMilk,
      confirm(2, { ...milk, title: 'Oat milk', version: 2 }),
      { type: 'loaded', tasks: [milk, rent], mode: 'refresh' },
    ]);
    expect(readTitles(board)).toEqual(['Oat milk', 'Rent']);
  });

  test('are all that is kept in mind, but for what is on its way', () => {
    const board = play([renameMilk, { type: 'loaded', tasks: [tea], mode: 'open' }]);
    expect([...board.known.keys()]).toEqual(['milk', 'tea']);
  });

  test('keep the keys of their rows', () => {
    const task = createTask({ id: 'bread', title: 'Bread' });
    const board = play([addBread, confirm(1, task), { type: 'loaded', tasks: [task], mode: 'refresh' }]);
    expect(resolveRows(board)[0]?.key).toBe('new');
  });
});

function confirm(id: number, task?: ReturnType<typeof createTask>): BoardAction {
  return { type: 'confirmed', id, task };
}
