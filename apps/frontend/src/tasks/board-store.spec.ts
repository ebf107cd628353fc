import { describe, expect, test, vi } from 'vitest';
import { createApiError } from '@/lib/api/errors';
import { openView } from './board-query';
import { resolveRows } from './board-rows';
import { milk, NO_SUMMARY, promise, rent, settle, startStore } from './board-store.fixture';
import type { TaskPage } from './task';
import { createTask } from './task.fixture';
import type { TasksApi } from './tasks-api';

const page = (titles: string, nextCursor: string | null = null): TaskPage => ({
  tasks: titles.split(' ').map((title) => createTask({ id: title, title })),
  nextCursor,
});

function readTitles(store: ReturnType<typeof startStore>): string {
  return resolveRows(store.read().board)
    .map(({ task }) => task.title)
    .join(' ');
}

describe('opening a list', () => {
  test('of two at once, the later one counts', async () => {
    const pages = { today: promise<TaskPage>(), done: promise<TaskPage>() };
    const store = startStore({ list: ({ view }) => pages[view as 'today' | 'done'].kept });
    store.open(openView('today'));
    store.open(openView('done'));
    pages.done.keep(page('Done'));
    pages.today.keep(page('Today'));
    await settle();
    expect(readTitles(store)).toBe('Done');
  });

  test('that fails says why and can be tried again', async () => {
    const list = vi.fn<TasksApi['list']>().mockRejectedValueOnce(createApiError(500));
    list.mockResolvedValueOnce(page('A', 'more'));
    const store = startStore({ list });
    store.open(openView('done'));
    await settle();
    expect(store.read().loading).toEqual({ failure: 'The server made an error.' });
    store.retryLoad();
    await settle();
    expect(store.read()).toMatchObject({ loading: 'no', nextCursor: 'more' });
  });

  test('that the server could not fetch from a sleeping database is done by the browser', async () => {
    const store = startStore(
      { list: () => Promise.resolve(page('A')) },
      {
        summary: undefined,
        page: { failure: 'The database does not answer.', awaited: 'database' },
      },
    );
    expect(store.read()).toMatchObject({ loading: 'page', awaited: 'database' });
    store.start();
    await settle();
    expect(store.read()).toMatchObject({ loading: 'no', awaited: null, summary: NO_SUMMARY });
    expect(readTitles(store)).toBe('A');
  });
});

describe('going on', () => {
  test('appends the next page, once however often it is asked for', async () => {
    const list = vi.fn<TasksApi['list']>().mockResolvedValue(page('B C'));
    const store = startStore({ list }, { page: page('A B', 'c2') });
    store.loadMore();
    store.loadMore();
    await settle();
    expect(list).toHaveBeenCalledTimes(1);
    expect(list.mock.calls[0]?.[2]).toBe('c2');
    expect(readTitles(store)).toBe('A B C');
    store.loadMore();
    expect(list).toHaveBeenCalledTimes(1);
  });

  test('that failed goes on there, and not from the start', async () => {
    const list = vi.fn<TasksApi['list']>().mockRejectedValueOnce(createApiError(500)).mockResolvedValueOnce(page('B'));
    const store = startStore({ list }, { page: page('A', 'c2') });
    store.loadMore();
    await settle();
    store.retryLoad();
    await settle();
    expect(list.mock.calls[1]?.[2]).toBe('c2');
    expect(readTitles(store)).toBe('A B');
  });
});

describe('a refresh', () => {
  test('is seen only by what it brings', async () => {
    const { kept, keep } = promise<TaskPage>();
    const store = startStore({ list: () => kept });
    store.refresh();
    expect(store.read().loading).toBe('no');
    keep(page('Milk Tea'));
    await settle();
    expect(readTitles(store)).toBe('Milk Tea');
  });

  test('that fails changes nothing', async () => {
    const store = startStore({ list: () => Promise.reject(createApiError(500)) });
    store.refresh();
    await settle();
    expect(store.read()).toMatchObject({ loading: 'no', awaited: null });
    expect(readTitles(store)).toBe('Milk');
  });

  test('of a long list says anew all that was loaded of it', async () => {
    const tasks = Array.from({ length: 250 }, (_, index) => createTask({ id: `t${index}`, title: 'T' }));
    const list = vi
      .fn<TasksApi['list']>()
      .mockResolvedValueOnce({ tasks: tasks.slice(0, 200), nextCursor: 'c2' })
      .mockResolvedValueOnce({ tasks: tasks.slice(200), nextCursor: 'c3' });
    const store = startStore({ list }, { page: { tasks, nextCursor: 'old' } });
    store.refresh();
    await settle();
    expect(list.mock.calls.map(([, , cursor]) => cursor)).toEqual([null, 'c2']);
    expect(store.read().board.order).toHaveLength(250);
    expect(store.read().nextCursor).toBe('c3');
  });

  test('of a very long list leaves its tail as it is', async () => {
    const tasks = Array.from({ length: 1000 }, (_, index) => createTask({ id: `t${index}`, title: 'T' }));
    let from = 0;
    const list = vi.fn<TasksApi['list']>(() =>
      Promise.resolve({ tasks: tasks.slice(from, (from += 200)), nextCursor: 'c' }),
    );
    const store = startStore({ list }, { page: { tasks, nextCursor: 'old' } });
    store.refresh();
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
    expect(store.read().board.order).toHaveLength(1000);
    expect(store.read().nextCursor).toBe('old');
  });

  test('of several asked for at once, one goes out and one more after it', async () => {
    const first = promise<TaskPage>();
    const list = vi.fn<TasksApi['list']>().mockReturnValueOnce(first.kept).mockResolvedValue(page('Milk'));
    const store = startStore({ list });
    for (let times = 0; times < 5; times++) store.refresh();
    first.keep(page('Milk'));
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
  });

  test('that was asked for before a change was confirmed is asked for again', async () => {
    const first = promise<TaskPage>();
    const list = vi.fn<TasksApi['list']>().mockReturnValueOnce(first.kept).mockResolvedValue(page('Rent'));
    const remove = () => Promise.resolve({ task: undefined, activityId: null });
    const store = startStore({ list, remove }, {}, [milk, rent]);
    store.refresh();
    store.submit([{ kind: 'delete', key: 'milk', base: milk, at: 0 }]);
    await settle();
    first.keep({ tasks: [milk, rent], nextCursor: null });
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
    expect(readTitles(store)).toBe('Rent');
  });

  test('moves no row while somebody writes in one, and comes after it', async () => {
    const theirs = { ...rent, title: 'Rent, paid', version: 2 };
    const list = vi.fn<TasksApi['list']>().mockResolvedValue({ tasks: [theirs, milk], nextCursor: null });
    const store = startStore({ list }, {}, [milk, rent]);
    store.hold(true);
    store.refresh();
    await settle();
    expect(readTitles(store)).toBe('Milk Rent, paid');
    store.hold(false);
    await settle();
    expect(readTitles(store)).toBe('Rent, paid Milk');
  });

  test('follows a page that was being fetched meanwhile', async () => {
    const more = promise<TaskPage>();
    const list = vi.fn<TasksApi['list']>().mockReturnValueOnce(more.kept).mockResolvedValue(page('A B'));
    const store = startStore({ list }, { page: page('A', 'c2') });
    store.loadMore();
    store.refresh();
    expect(list).toHaveBeenCalledTimes(1);
    more.keep(page('B'));
    await settle();
    expect(list).toHaveBeenCalledTimes(2);
  });
});

describe('the counts', () => {
  test('of a burst of changes are asked for once, or once more', async () => {
    const summarize = vi.fn<TasksApi['summarize']>().mockResolvedValue(NO_SUMMARY);
    const store = startStore({ summarize });
    for (let times = 0; times < 5; times++) store.refresh();
    await settle();
    expect(summarize.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test('are those of the zone that the reader is in', async () => {
    const summarize = vi.fn<TasksApi['summarize']>().mockResolvedValue(NO_SUMMARY);
    const list = vi.fn<TasksApi['list']>().mockResolvedValue(page('Milk'));
    const store = startStore({ summarize, list });
    store.setZone('UTC');
    await settle();
    expect(summarize).not.toHaveBeenCalled();
    store.setZone('Asia/Tokyo');
    await settle();
    expect(summarize).toHaveBeenCalledWith('Asia/Tokyo');
    expect(list.mock.calls[0]?.[1]).toBe('Asia/Tokyo');
  });
});
