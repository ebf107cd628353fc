import { describe, expect, test } from 'vitest';
import { type Board, type BoardAction, createBoard, reduceBoard, resolveRows } from './board';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk' });
const rent = createTask({ id: 'rent', title: 'Rent' });
const bread = { title: 'Bread', notes: '', priority: 0, dueAt: null } as const;

function play(actions: readonly BoardAction[], board: Board = createBoard([milk, rent])): Board {
  return actions.reduce(reduceBoard, board);
}

function readTitles(board: Board): string[] {
  return resolveRows(board).map(({ task }) => task.title);
}

const addBread: BoardAction = {
  type: 'intended',
  entry: { id: 1, change: { kind: 'add', key: 'new', fields: bread, isDone: false, at: 0 } },
};
const renameMilk: BoardAction = {
  type: 'intended',
  entry: { id: 2, change: { kind: 'edit', key: 'milk', fields: { title: 'Oat milk' } } },
};
const tickMilk: BoardAction = {
  type: 'intended',
  entry: { id: 3, change: { kind: 'complete', key: 'milk', isDone: true } },
};
const deleteMilk: BoardAction = { type: 'intended', entry: { id: 4, change: { kind: 'delete', key: 'milk' } } };

describe('a change that is on its way', () => {
  test.each([
    ['add', addBread, ['Bread', 'Milk', 'Rent']],
    ['edit', renameMilk, ['Oat milk', 'Rent']],
    ['delete', deleteMilk, ['Rent']],
  ])('%s shows at once', (_, action, titles) => {
    expect(readTitles(play([action]))).toEqual(titles);
  });

  test('marks its row as saving', () => {
    expect(resolveRows(play([tickMilk])).map(({ state }) => state)).toEqual(['saving', 'saved']);
  });

  test('adds up with the one before it', () => {
    expect(resolveRows(play([renameMilk, tickMilk]))[0]?.task).toMatchObject({ title: 'Oat milk', isDone: true });
  });
});

describe('a change that failed', () => {
  const fail = (id: number): BoardAction => ({ type: 'failed', id, failure: 'The server is restarting.' });

  test('is rolled back and waits on its row', () => {
    const row = resolveRows(play([renameMilk, fail(2)]))[0];
    expect(row?.task.title).toBe('Milk');
    expect(row?.failed).toMatchObject({ id: 2, failure: 'The server is restarting.' });
  });

  test('brings a deleted row back', () => {
    expect(readTitles(play([deleteMilk, fail(4)]))).toEqual(['Milk', 'Rent']);
  });

  test('keeps a new task on the screen, so that nothing written is lost', () => {
    const row = resolveRows(play([addBread, fail(1)]))[0];
    expect(row).toMatchObject({ state: 'unsaved', task: { title: 'Bread' } });
  });

  test('shows again when it is retried', () => {
    const row = resolveRows(play([renameMilk, fail(2), { type: 'retried', id: 2 }]))[0];
    expect(row).toMatchObject({ state: 'saving', task: { title: 'Oat milk' } });
    expect(row?.failed).toBeUndefined();
  });

  test('leaves no trace when it is discarded', () => {
    expect(play([renameMilk, fail(2), { type: 'discarded', id: 2 }])).toEqual(createBoard([milk, rent]));
  });
});

describe('a confirmed change', () => {
  test('leaves what the backend answered', () => {
    const board = play([
      renameMilk,
      { type: 'confirmed', id: 2, task: { ...milk, title: 'Oat milk (1 l)', version: 2 } },
    ]);
    expect(resolveRows(board)[0]).toEqual({
      key: 'milk',
      state: 'saved',
      task: { ...milk, title: 'Oat milk (1 l)', version: 2 },
    });
  });

  test('gives a new row its id but not another key, so that the row stays the same element', () => {
    const board = play([addBread, { type: 'confirmed', id: 1, task: createTask({ id: 'bread', title: 'Bread' }) }]);
    expect(resolveRows(board)[0]).toMatchObject({ key: 'new', task: { id: 'bread' } });
  });

  test('does not show a task twice that a refresh brought first', () => {
    const task = createTask({ id: 'bread', title: 'Bread' });
    const board = play([
      addBread,
      { type: 'loaded', tasks: [task, milk, rent], replaces: true },
      { type: 'confirmed', id: 1, task },
    ]);
    expect(readTitles(board)).toEqual(['Bread', 'Milk', 'Rent']);
  });

  test('of a deletion removes the row for good', () => {
    expect(play([deleteMilk, { type: 'confirmed', id: 4, task: undefined }])).toEqual(createBoard([rent]));
  });
});

describe('tasks that were loaded', () => {
  test('replace the list and keep what is on its way', () => {
    expect(readTitles(play([addBread, { type: 'loaded', tasks: [rent], replaces: true }]))).toEqual(['Bread', 'Rent']);
  });

  test('as a further page come behind, each once, with their news', () => {
    const tasks = [{ ...rent, title: 'Rent, paid' }, createTask({ id: 'tea', title: 'Tea' })];
    expect(readTitles(play([{ type: 'loaded', tasks, replaces: false }]))).toEqual(['Milk', 'Rent, paid', 'Tea']);
  });

  test('keep the keys of their rows', () => {
    const bread = createTask({ id: 'bread', title: 'Bread' });
    const board = play([
      addBread,
      { type: 'confirmed', id: 1, task: bread },
      { type: 'loaded', tasks: [bread], replaces: true },
    ]);
    expect(resolveRows(board)[0]?.key).toBe('new');
  });
});
