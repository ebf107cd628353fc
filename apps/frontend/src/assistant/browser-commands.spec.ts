import { describe, expect, test, vi } from 'vitest';
import type { Capture } from '@/grammar/capture';
import type { Command } from '@/grammar/commands';
import type { Task } from '@/tasks/task';
import { createTask } from '@/tasks/task.fixture';
import type { TasksApi } from '@/tasks/tasks-api';
import { NOON } from './assistant.fixture';
import { createBrowserCommands, resolveMeant } from './browser-commands';

import type { UndoApi } from './undo-api';

const milk = createTask({ id: 'milk', title: 'Milk' });
const oatMilk = createTask({ id: 'oat', title: 'Oat milk' });

function createCommands(command: Command, parts: Partial<Omit<TasksApi, 'undo'> & UndoApi> = {}) {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  const tasks = {
    list: refuse,
    add: refuse,
    complete: refuse,
    remove: refuse,
    findLastChange: refuse,
    undo: refuse,
    ...parts,
  };
  const world = { now: () => NOON, readZone: () => 'Europe/Berlin', createKey: () => 'key' };
  return createBrowserCommands(() => command, tasks, tasks, world);
}

const page = (...tasks: readonly Task[]) => ({ tasks, nextCursor: null });
const run = (command: Command, parts: Parameters<typeof createCommands>[1]) =>
  createCommands(command, parts).plan('')?.run();

test('words that are no command are left alone', () => {
  expect(createCommands({ kind: 'unknown' }).plan('how are you')).toBeUndefined();
});

describe('add', () => {
  const due = { date: '2026-12-01', time: '09:00' };
  const capture: Capture = { title: 'Rent', excess: 0, due, tags: ['home'], priority: 3, spans: [] };

  test('saves what was understood, a time in the zone of the user', async () => {
    const add = vi.fn<TasksApi['add']>().mockResolvedValue({ task: milk, activityId: 'x' });
    const card = await run({ kind: 'add', capture }, { add });
    expect(add.mock.calls[0]?.[1]).toBe('key');
    expect(add.mock.calls[0]?.[0]).toEqual({
      title: 'Rent',
      notes: '',
      priority: 3,
      tags: ['home'],
      due: { date: '2026-12-01', time: '09:00', zone: 'Europe/Berlin' },
    });
    expect(card).toEqual({ state: 'done', tasks: [milk], undo: { target: { activityId: 'x' }, state: 'offered' } });
  });

  test('saves a whole day without a zone', async () => {
    const add = vi.fn<TasksApi['add']>().mockResolvedValue({ task: milk, activityId: null });
    const card = await run({ kind: 'add', capture: { ...capture, due: { date: '2026-12-01', time: null } } }, { add });
    expect(add.mock.calls[0]?.[0].due).toEqual({ date: '2026-12-01', time: null, zone: null });
    expect(card?.undo).toBeNull();
  });

  test('says by how much a title is too long', async () => {
    const card = await run({ kind: 'add', capture: { ...capture, excess: 7 } }, {});
    expect(card).toEqual({ state: 'failed', summary: 'The title is too long by 7 characters.' });
  });
});

describe('a command about one task', () => {
  test.each([
    ['complete', 'complete_task', false],
    ['reopen', 'reopen_task', true],
    ['delete', 'delete_task', false],
  ] as const)('to %s it is looked for where it can be', async (kind, name, isDone) => {
    const list = vi.fn<TasksApi['list']>().mockResolvedValue(page(milk));
    const complete = vi.fn<TasksApi['complete']>().mockResolvedValue({ task: milk, activityId: 'x' });
    const remove = vi.fn<TasksApi['remove']>().mockResolvedValue({ task: undefined, activityId: 'x' });
    const plan = createCommands({ kind, query: 'milk' }, { list, complete, remove }).plan('');
    const card = await plan?.run();
    expect(plan).toMatchObject({ name, about: 'milk' });
    expect(list.mock.calls[0]?.[0]).toMatchObject({ view: 'all', search: 'milk', status: isDone ? 'done' : 'open' });
    expect(card).toMatchObject({ state: 'done', tasks: [milk], undo: { target: { activityId: 'x' } } });
    expect([complete.mock.calls, remove.mock.calls]).toEqual(
      kind === 'delete' ? [[], [[milk]]] : [[[milk, !isDone]], []],
    );
  });

  test('asks which when several fit', async () => {
    const found = [oatMilk, createTask({ id: '3', title: 'Milk jug' })];
    const card = await run({ kind: 'complete', query: 'milk' }, { list: () => Promise.resolve(page(...found)) });
    expect(card).toEqual({ state: 'asking', tasks: found, summary: 'Several tasks fit “milk”.' });
  });

  test('says that there are more than it offers', async () => {
    const found = Array.from({ length: 7 }, (_, index) => createTask({ id: `${index}`, title: `Milk ${index}` }));
    const card = await run({ kind: 'complete', query: 'milk' }, { list: () => Promise.resolve(page(...found)) });
    expect(card?.tasks).toHaveLength(6);
    expect(card?.summary).toMatch(/There are more/);
  });

  test('says that none fits', async () => {
    const card = await run({ kind: 'reopen', query: 'milk' }, { list: () => Promise.resolve(page()) });
    expect(card).toEqual({ state: 'failed', summary: 'No done task is called that.' });
  });
});

test('a task whose title was said in full is meant, whatever else contains the words', () => {
  expect(resolveMeant([oatMilk, milk], ' MILK ')).toEqual([milk]);
  expect(resolveMeant([milk, { ...milk, id: 'second' }], 'milk')).toHaveLength(2);
});

test('list without a view shows what is open', async () => {
  const list = vi.fn<TasksApi['list']>().mockResolvedValue(page());
  const command = { kind: 'list', view: 'all', tag: null, priority: null, query: '' } as const;
  expect(await run(command, { list })).toEqual({ state: 'done', tasks: [], summary: 'No open tasks.' });
  expect(list.mock.calls[0]?.[0]).toMatchObject({ view: 'all', status: 'open' });
});

test('list shows the tasks of a view', async () => {
  const listing = { view: 'today', tag: 'home', priority: 3, query: '' } as const;
  const list = vi.fn<TasksApi['list']>().mockResolvedValue(page(milk));
  const plan = createCommands({ kind: 'list', ...listing }, { list }).plan('');
  expect(await plan?.run()).toEqual({ state: 'done', tasks: [milk], summary: '1 task for today with #home, p1.' });
  expect(list.mock.calls[0]?.[0]).toMatchObject({ view: 'today', tag: 'home', priority: 3, search: '', status: null });
});

describe('undo', () => {
  test('takes back the latest change', async () => {
    const undo = vi.fn<UndoApi['undo']>().mockResolvedValue([milk]);
    const card = await run(
      { kind: 'undo' },
      { findLastChange: () => Promise.resolve({ target: { batch: 'b' }, title: 'Milk' }), undo },
    );
    expect(undo).toHaveBeenCalledWith({ batch: 'b' });
    expect(card).toMatchObject({ state: 'done', tasks: [milk] });
  });

  test('says that there is nothing to take back', async () => {
    const card = await run({ kind: 'undo' }, { findLastChange: () => Promise.resolve(null) });
    expect(card).toEqual({ state: 'failed', summary: 'There is nothing to undo.' });
  });
});
