import { describe, expect, test, vi } from 'vitest';
import { createApiError } from '@/lib/api/errors';
import { resolveRows } from './board';
import { createBoardStore } from './board-store';
import { createTask } from './task.fixture';
import type { TasksApi } from './tasks-api';

const milk = createTask({ id: 'milk', title: 'Milk' });

function createStore(api: Partial<TasksApi>) {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  const full = { list: refuse, add: refuse, edit: refuse, complete: refuse, remove: refuse, ...api };
  return createBoardStore(full, 'all', { tasks: [milk], nextCursor: null });
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('changes to one task', () => {
  test('go out one after the other, each with the version that the one before it made', async () => {
    const sent: string[] = [];
    const store = createStore({
      edit: async (task, fields) => {
        sent.push(`${fields.title ?? ''} on ${task.version}`);
        await settle();
        return { ...task, ...fields, version: task.version + 1 };
      },
    });
    store.submit({ kind: 'edit', key: 'milk', fields: { title: 'a' } });
    store.submit({ kind: 'edit', key: 'milk', fields: { title: 'b' } });
    await vi.waitFor(() => {
      expect(store.read().board.log).toEqual([]);
    });
    expect(sent).toEqual(['a on 1', 'b on 2']);
  });

  test('show before the backend answers', () => {
    const store = createStore({ complete: () => new Promise(() => undefined) });
    store.submit({ kind: 'complete', key: 'milk', isDone: true });
    expect(resolveRows(store.read().board)[0]?.task.isDone).toBe(true);
  });

  test('can be retried when they failed', async () => {
    const complete = vi.fn<TasksApi['complete']>().mockRejectedValueOnce(createApiError(503));
    complete.mockResolvedValueOnce({ ...milk, isDone: true });
    const store = createStore({ complete });
    store.submit({ kind: 'complete', key: 'milk', isDone: true });
    await settle();
    const failed = resolveRows(store.read().board)[0]?.failed;
    expect(failed?.failure).toBe('The server is restarting.');
    if (failed) store.retry(failed);
    await settle();
    expect(resolveRows(store.read().board)[0]).toMatchObject({ state: 'saved', task: { isDone: true } });
  });

  test('fetch the truth when somebody else was faster', async () => {
    const store = createStore({
      edit: () => Promise.reject(createApiError(412)),
      list: () => Promise.resolve({ tasks: [{ ...milk, title: 'Theirs', version: 5 }], nextCursor: null }),
    });
    store.submit({ kind: 'edit', key: 'milk', fields: { title: 'Mine' } });
    await settle();
    const row = resolveRows(store.read().board)[0];
    expect(row?.task.title).toBe('Theirs');
    expect(row?.failed?.change).toMatchObject({ fields: { title: 'Mine' } });
  });
});

test('a task that was done comes back done when its deletion is undone', async () => {
  const complete = vi
    .fn<TasksApi['complete']>()
    .mockImplementation((task) => Promise.resolve({ ...task, isDone: true }));
  const store = createStore({ add: (fields) => Promise.resolve(createTask({ ...fields, id: 'again' })), complete });
  store.submit({ kind: 'add', key: 'k', fields: milk, isDone: true, at: 0 });
  await settle();
  expect(store.read().board.saved[0]?.task).toMatchObject({ id: 'again', isDone: true });
});

describe('loading', () => {
  test('of two views at once, the later one counts', async () => {
    const answers = new Map<string, (title: string) => void>();
    const store = createStore({
      list: (view) =>
        new Promise((resolve) => {
          answers.set(view, (title) => {
            resolve({ tasks: [createTask({ id: view, title })], nextCursor: null });
          });
        }),
    });
    store.show('active');
    store.show('done');
    answers.get('done')?.('Done');
    answers.get('active')?.('Active');
    await settle();
    expect(resolveRows(store.read().board).map(({ task }) => task.title)).toEqual(['Done']);
  });

  test('that fails says why and can be tried again', async () => {
    const list = vi.fn<TasksApi['list']>().mockRejectedValueOnce(createApiError(0));
    list.mockResolvedValueOnce({ tasks: [], nextCursor: 'more' });
    const store = createStore({ list });
    store.show('done');
    await settle();
    expect(store.read().loading).toEqual({ failure: 'The server cannot be reached.' });
    store.refresh();
    await settle();
    expect(store.read()).toMatchObject({ loading: 'no', nextCursor: 'more' });
  });

  test('quietly in the background, a failure changes nothing', async () => {
    const store = createStore({ list: () => Promise.reject(createApiError(503)) });
    store.refresh();
    await settle();
    expect(store.read()).toMatchObject({ loading: 'no', board: { saved: [{ task: milk }] } });
  });
});
