import { expect, test, vi } from 'vitest';
import { createApiError, createSilenceError } from '@/lib/api/errors';
import { openView, parseAddress } from './board-query';
import { milk, NO_SUMMARY } from './board-store.fixture';
import { loadFirst } from './load-board';
import type { TasksApi } from './tasks-api';

const today = { ...NO_SUMMARY, counts: { ...NO_SUMMARY.counts, today: 1 } };
const page = { tasks: [milk], nextCursor: null };
const away = createApiError(503, new Headers(), { code: 'database-away' });

function createApi(api: Partial<TasksApi>): TasksApi & { list: ReturnType<typeof vi.fn<TasksApi['list']>> } {
  return {
    list: vi.fn<TasksApi['list']>().mockResolvedValue(page),
    summarize: () => Promise.resolve(NO_SUMMARY),
    ...api,
  } as TasksApi & { list: ReturnType<typeof vi.fn<TasksApi['list']>> };
}

test('who asks for nothing sees today, if something is due', async () => {
  const api = createApi({ summarize: () => Promise.resolve(today) });
  expect(await loadFirst(api, parseAddress({}), 'Asia/Tokyo')).toEqual({
    query: openView('today'),
    zone: 'Asia/Tokyo',
    summary: today,
    page,
  });
  expect(api.list).toHaveBeenCalledTimes(1);
});

test('else everything', async () => {
  const api = createApi({});
  expect((await loadFirst(api, parseAddress({}), 'UTC')).query).toEqual(openView('all'));
  expect(api.list.mock.calls.map(([query]) => query.view)).toEqual(['today', 'all']);
});

test('an address is followed', async () => {
  const api = createApi({});
  await loadFirst(api, parseAddress({ view: 'done', q: 'milk' }), 'UTC');
  expect(api.list.mock.calls).toEqual([[{ ...openView('done'), search: 'milk' }, 'UTC', null]]);
});

test('counts that are not there do not keep anybody from the list', async () => {
  const api = createApi({ summarize: () => Promise.reject(createApiError(500)) });
  expect(await loadFirst(api, parseAddress({}), 'UTC')).toMatchObject({
    summary: undefined,
    query: { view: 'today' },
    page,
  });
});

test('a database that sleeps is for the browser to wait for', async () => {
  const api = createApi({
    summarize: () => Promise.reject(away),
    list: vi.fn<TasksApi['list']>().mockRejectedValue(away),
  });
  expect((await loadFirst(api, parseAddress({}), 'UTC')).page).toEqual({
    failure: 'The database does not answer.',
    awaited: 'database',
  });
});

test('a backend that says nothing is for the browser to wait for, too', async () => {
  const list = vi.fn<TasksApi['list']>().mockRejectedValue(createSilenceError(new Error('aborted')));
  expect((await loadFirst(createApi({ list }), parseAddress({}), 'UTC')).page).toMatchObject({ awaited: 'server' });
});

test('a backend that made an error leaves it to the person to try again', async () => {
  const list = vi.fn<TasksApi['list']>().mockRejectedValue(createApiError(500));
  expect((await loadFirst(createApi({ list }), parseAddress({}), 'UTC')).page).toMatchObject({ awaited: null });
});
