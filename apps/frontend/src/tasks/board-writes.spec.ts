import { describe, expect, test, vi } from 'vitest';
import { type ApiError, createApiError } from '@/lib/api/errors';
import { resolveRows } from './board-rows';
import { milk, promise, rent, settle, startStore } from './board-store.fixture';
import type { Change } from './change';
import type { Task } from './task';
import { createTask } from './task.fixture';
import type { TasksApi, Written } from './tasks-api';

const rename = (title: string): Change => ({ kind: 'edit', key: 'milk', fields: { title }, base: milk });
const tick: Change = { kind: 'complete', key: 'milk', isDone: true, base: milk };
const remove: Change = { kind: 'delete', key: 'milk', base: milk, at: 0 };
const answer = (task: Task, activityId: string | null = 'a1'): Written => ({ task, activityId });

/** The backend's refusal of a change to an older version, with the task as it is now. */
function staleError(theirs: Task): ApiError {
  const { isDone, completedAt, createdAt, ...same } = theirs;
  const current = { ...same, status: isDone ? 'done' : 'open', completed_at: completedAt, created_at: createdAt };
  return createApiError(412, new Headers(), { current });
}

function readFirst(store: ReturnType<typeof startStore>) {
  return resolveRows(store.read().board)[0];
}

describe('changes to one task', () => {
  test('go out one after the other, each with the version that the one before it made', async () => {
    const sent: string[] = [];
    const store = startStore({
      edit: async ({ version }, fields) => {
        sent.push(`${fields.title ?? ''} on ${version}`);
        await settle();
        return answer({ ...milk, ...(fields.title ? { title: fields.title } : {}), version: version + 1 });
      },
    });
    store.submit([rename('a')]);
    store.submit([rename('b')]);
    await vi.waitFor(() => {
      expect(store.read().board.log).toEqual([]);
    });
    expect(sent).toEqual(['a on 1', 'b on 2']);
  });

  test('show before the backend answers', () => {
    const store = startStore({ complete: () => new Promise(() => undefined) });
    store.submit([tick]);
    expect(readFirst(store)?.task.isDone).toBe(true);
  });

  test('can be retried when they failed', async () => {
    const complete = vi.fn<TasksApi['complete']>().mockRejectedValueOnce(createApiError(500));
    complete.mockResolvedValueOnce(answer({ ...milk, isDone: true, version: 2 }));
    const store = startStore({ complete });
    store.submit([tick]);
    await settle();
    const failed = readFirst(store)?.failed;
    expect(failed?.failure?.message).toBe('The server made an error.');
    if (failed) store.retry(failed);
    await settle();
    expect(readFirst(store)).toMatchObject({ state: 'saved', task: { isDone: true } });
  });

  test('reach the backend although another list is open by then', async () => {
    const { kept, keep } = promise<Written>();
    const edit = vi.fn<TasksApi['edit']>().mockResolvedValue(answer({ ...milk, title: 'Oat milk', version: 3 }));
    const store = startStore({
      list: () => Promise.resolve({ tasks: [rent], nextCursor: null }),
      complete: () => kept,
      edit,
    });
    store.submit([tick]);
    store.submit([rename('Oat milk')]);
    store.open({ ...store.read().query, view: 'done' });
    await settle();
    keep(answer({ ...milk, isDone: true, version: 2 }));
    await settle();
    expect(edit).toHaveBeenCalledWith({ id: 'milk', version: 2 }, { title: 'Oat milk' });
    expect(store.read().board.log).toEqual([]);
  });
});

describe('a sleeping database', () => {
  test('is waited for, and the change goes through by itself', async () => {
    const asleep = createApiError(503, new Headers(), { code: 'database-away' });
    const { kept, keep } = promise<Written>();
    const complete = vi.fn<TasksApi['complete']>().mockRejectedValueOnce(asleep).mockReturnValueOnce(kept);
    const store = startStore({ complete });
    store.submit([tick]);
    await settle();
    expect(store.read().awaited).toBe('database');
    expect(readFirst(store)).toMatchObject({ state: 'saving', task: { isDone: true } });
    keep(answer({ ...milk, isDone: true, version: 2 }));
    await settle();
    expect(store.read().awaited).toBeNull();
    expect(readFirst(store)?.state).toBe('saved');
  });
});

describe('somebody else was faster', () => {
  test('with the same field: both versions are there, and mine can be kept', async () => {
    const theirs = { ...milk, title: 'Theirs', version: 5 };
    const edit = vi.fn<TasksApi['edit']>().mockRejectedValueOnce(staleError(theirs));
    edit.mockResolvedValueOnce(answer({ ...milk, title: 'Mine', version: 6 }));
    const store = startStore({ edit });
    store.submit([rename('Mine')]);
    await settle();
    const row = readFirst(store);
    expect(row?.task).toEqual(theirs);
    expect(row?.failed).toMatchObject({ change: { fields: { title: 'Mine' } }, failure: { theirs } });
    if (row?.failed) store.retry(row.failed);
    await settle();
    expect(edit).toHaveBeenLastCalledWith({ id: 'milk', version: 5 }, { title: 'Mine' });
    expect(readFirst(store)?.task.title).toBe('Mine');
  });

  test('with another field: both changes stand, and nobody is asked', async () => {
    const edit = vi.fn<TasksApi['edit']>().mockRejectedValueOnce(staleError({ ...milk, priority: 3, version: 5 }));
    edit.mockResolvedValueOnce(answer({ ...milk, title: 'Mine', priority: 3, version: 6 }));
    const store = startStore({ edit });
    store.submit([rename('Mine')]);
    await settle();
    expect(edit).toHaveBeenLastCalledWith({ id: 'milk', version: 5 }, { title: 'Mine' });
    expect(readFirst(store)).toMatchObject({ state: 'saved', task: { title: 'Mine', priority: 3 } });
  });

  test('again and again: after three times the person is asked', async () => {
    let version = 1;
    const edit = vi.fn<TasksApi['edit']>(() =>
      Promise.reject(staleError({ ...milk, priority: 3, version: ++version })),
    );
    const store = startStore({ edit });
    store.submit([rename('Mine')]);
    await settle();
    expect(edit).toHaveBeenCalledTimes(4);
    expect(readFirst(store)?.failed?.failure?.theirs?.version).toBe(5);
  });

  test('and did the same: nothing is left to do', async () => {
    const store = startStore({ complete: () => Promise.reject(staleError({ ...milk, isDone: true, version: 2 })) });
    store.submit([tick]);
    await settle();
    expect(readFirst(store)).toMatchObject({ state: 'saved', task: { isDone: true, version: 2 } });
  });

  test('and deleted it: what was written can become a new task', async () => {
    const list = vi.fn<TasksApi['list']>().mockResolvedValue({ tasks: [], nextCursor: null });
    const add = vi.fn<TasksApi['add']>().mockResolvedValue(answer(createTask({ id: 'again', title: 'Mine' })));
    const store = startStore({ edit: () => Promise.reject(createApiError(404)), list, add });
    store.submit([rename('Mine')]);
    await settle();
    const failed = readFirst(store)?.failed;
    expect(failed?.failure).toEqual({ message: 'It was deleted elsewhere.', retry: 'anew' });
    if (failed) store.retry(failed);
    await settle();
    expect(add.mock.calls[0]?.[0]).toMatchObject({ title: 'Mine' });
    expect(readFirst(store)).toMatchObject({ state: 'saved', task: { id: 'again' } });
  });
});

describe('a new task', () => {
  const bread = { title: 'Bread', notes: '', priority: 0, tags: [], due: null } as const;

  test('keeps its idempotency key when it is sent again', async () => {
    const add = vi.fn<TasksApi['add']>().mockRejectedValueOnce(createApiError(0));
    add.mockResolvedValueOnce(answer(createTask({ id: 'bread', title: 'Bread' })));
    const store = startStore({ add });
    store.add(bread);
    await settle();
    const failed = readFirst(store)?.failed;
    if (failed) store.retry(failed);
    await settle();
    expect(add).toHaveBeenCalledTimes(2);
    expect(add.mock.calls[0]?.[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(add.mock.calls[1]?.[1]).toBe(add.mock.calls[0]?.[1]);
  });

  test('that is made twice has two keys', async () => {
    const add = vi.fn<TasksApi['add']>((fields, id) =>
      Promise.resolve(answer(createTask({ ...fields, id, due: null }))),
    );
    const store = startStore({ add });
    store.add(bread);
    store.add(bread);
    await settle();
    expect(new Set(add.mock.calls.map(([, key]) => key)).size).toBe(2);
  });
});

describe('what is on offer to be undone', () => {
  test('is undone by the backend, once the change itself has arrived there', async () => {
    const { kept, keep } = promise<Written>();
    const undo = vi.fn<TasksApi['undo']>().mockResolvedValue([{ ...milk, version: 3 }]);
    const store = startStore({ remove: () => kept, undo });
    store.submit([remove], 'Deleted “Milk”');
    expect(store.read().offer?.message).toBe('Deleted “Milk”');
    store.undo();
    expect(store.read().offer).toBeUndefined();
    expect(readFirst(store)).toMatchObject({ state: 'saving', task: milk });
    await settle();
    expect(undo).not.toHaveBeenCalled();
    keep({ task: undefined, activityId: 'a7' });
    await settle();
    expect(undo).toHaveBeenCalledWith('a7');
    expect(readFirst(store)).toMatchObject({ state: 'saved', task: { version: 3 } });
  });

  test('may be several changes, of which the last goes first', async () => {
    const undone: string[] = [];
    const store = startStore(
      {
        complete: ({ id }) =>
          Promise.resolve(answer({ ...(id === 'milk' ? milk : rent), isDone: true, version: 2 }, id)),
        undo: (id) => {
          undone.push(id);
          return Promise.resolve([{ ...(id === 'milk' ? milk : rent), version: 3 }]);
        },
      },
      {},
      [milk, rent],
    );
    store.submit([tick, { kind: 'complete', key: 'rent', isDone: true, base: rent }], '2 tasks done');
    await settle();
    store.undo();
    await settle();
    expect(undone).toEqual(['rent', 'milk']);
    expect(resolveRows(store.read().board).map(({ task }) => task.isDone)).toEqual([false, false]);
  });

  test('is nothing when the change itself failed', async () => {
    const store = startStore({ remove: () => Promise.reject(createApiError(500)) });
    store.submit([remove], 'Deleted “Milk”');
    await settle();
    expect(store.read().offer).toBeUndefined();
    expect(readFirst(store)?.failed?.change.kind).toBe('delete');
  });

  test('and is asked for before the change itself fails leaves the task as it was', async () => {
    const { kept, breakIt } = promise<Written>();
    const store = startStore({ remove: () => kept });
    store.submit([remove], 'Deleted “Milk”');
    store.undo();
    breakIt(createApiError(500));
    await settle();
    expect(readFirst(store)).toEqual({ key: 'milk', state: 'saved', task: milk });
  });

  test('is what is left of several changes when one of them failed', async () => {
    const complete = vi.fn<TasksApi['complete']>().mockRejectedValueOnce(createApiError(500));
    complete.mockResolvedValueOnce(answer({ ...rent, isDone: true, version: 2 }));
    const store = startStore({ complete }, {}, [milk, rent]);
    store.submit([tick, { kind: 'complete', key: 'rent', isDone: true, base: rent }], '2 tasks done');
    await settle();
    expect(store.read().offer?.steps.map(({ key }) => key)).toEqual(['rent']);
  });

  test('says so when somebody has changed the task since', async () => {
    const refusal = createApiError(409, new Headers(), { detail: 'The task was changed after that.' });
    const store = startStore({
      complete: () => Promise.resolve(answer({ ...milk, isDone: true, version: 2 })),
      undo: () => Promise.reject(refusal),
    });
    store.submit([tick], 'Done: Milk');
    await settle();
    store.undo();
    await settle();
    expect(readFirst(store)?.failed?.failure).toMatchObject({
      message: 'The task was changed after that.',
      retry: 'never',
    });
  });
});
