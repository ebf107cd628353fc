import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import type { components } from '@/lib/api/schema.gen';
import { openView } from './board-query';
import { createTasksApi } from './tasks-api';

const wire: components['schemas']['TaskPublic'] = {
  id: '7f1e2f3c-0000-4000-8000-000000000001',
  title: 'Milk',
  notes: '',
  priority: 2,
  tags: ['home'],
  due: { date: '2026-11-21', time: '09:00', zone: 'Europe/Berlin', at: '2026-11-21T08:00:00Z' },
  status: 'done',
  completed_at: '2026-11-21T10:00:00Z',
  version: 3,
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-21T10:00:00Z',
};
const task = {
  id: wire.id,
  title: 'Milk',
  notes: '',
  isDone: true,
  completedAt: '2026-11-21T10:00:00Z',
  priority: 2,
  tags: ['home'],
  due: wire.due,
  version: 3,
  createdAt: '2026-11-20T10:00:00Z',
};
const target = { id: wire.id, version: 3 };
const path = `/api/backend/api/v1/tasks/${wire.id}`;

/** An API before a server that answers everything alike and remembers what it was asked. */
function createApi(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked: { line: string; body: unknown; headers: Headers }[] = [];
  const send = async (input: RequestInfo | URL) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    asked.push({
      line: `${request.method} ${pathname}${search}`,
      body: text === '' ? undefined : JSON.parse(text),
      headers: request.headers,
    });
    return status === 204 ? new Response(null, { status, headers }) : Response.json(body, { status, headers });
  };
  return { asked, api: createTasksApi(createApiClient('http://x/api/backend', { 'X-Origin': 'tab' }, send)) };
}

test('a page is asked for in the words of the backend and answered in ours', async () => {
  const { api, asked } = createApi(200, { data: [wire], next_cursor: 'c2' });
  expect(await api.list(openView('today'), 'Europe/Berlin', 'c1')).toEqual({ tasks: [task], nextCursor: 'c2' });
  expect(asked[0]?.line).toBe('GET /api/backend/api/v1/tasks?view=today&zone=Europe%2FBerlin&limit=50&cursor=c1');
});

test('of a list only that is said which does not go without saying', async () => {
  const { api, asked } = createApi(200, { data: [], next_cursor: null });
  const query = { ...openView('all'), search: ' milk ', priority: 0, tag: 'home', due: 'none', sort: 'title' } as const;
  await api.list(query, 'UTC', null);
  const search = 'view=all&q=milk&priority=0&tag=home&due=none&sort=title&zone=UTC&limit=50';
  expect(asked[0]?.line).toBe(`GET /api/backend/api/v1/tasks?${search}`);
});

test('the counts of the views come with the tags', async () => {
  const counts = { today: 1, upcoming: 2, overdue: 3, all: 4, done: 5 };
  const { api } = createApi(200, { ...counts, tags: [{ name: 'home', count: 2 }] });
  expect(await api.summarize('UTC')).toEqual({ counts, tags: [{ name: 'home', count: 2 }] });
});

test('a new task carries its idempotency key and its tab', async () => {
  const { api, asked } = createApi(201, wire, { 'x-activity-id': 'a1' });
  const fields = { title: 'Milk', notes: '', priority: 0, tags: ['home'], due: null } as const;
  expect(await api.add(fields, 'k1')).toEqual({ task, activityId: 'a1' });
  expect(asked[0]).toMatchObject({ line: 'POST /api/backend/api/v1/tasks', body: fields });
  expect(asked[0]?.headers.get('idempotency-key')).toBe('k1');
  expect(asked[0]?.headers.get('x-origin')).toBe('tab');
});

test('an edit sends only what is different, and the version it was made to', async () => {
  const { api, asked } = createApi(200, wire);
  await api.edit(target, { due: null });
  expect(asked[0]).toMatchObject({ line: `PATCH ${path}`, body: { due: null } });
  expect(asked[0]?.headers.get('if-match')).toBe('"3"');
});

test('a task is completed by its own verb and reopened by its status, both held to the version', async () => {
  const { api, asked } = createApi(200, wire);
  await api.complete(target, true);
  await api.complete(target, false);
  expect(asked.map(({ line, body, headers }) => [line, body, headers.get('if-match')])).toEqual([
    [`POST ${path}/complete`, undefined, '"3"'],
    [`PATCH ${path}`, { status: 'open' }, '"3"'],
  ]);
});

test('a deletion is held to the version and has a name to undo it by', async () => {
  const { api, asked } = createApi(204, undefined, { 'x-activity-id': 'a1' });
  expect(await api.remove(target)).toEqual({ task: undefined, activityId: 'a1' });
  expect(asked[0]?.headers.get('if-match')).toBe('"3"');
});

test('deleting what is gone already is a success, and asked once', async () => {
  const { api, asked } = createApi(404, {});
  await expect(api.remove(target)).resolves.toEqual({ task: undefined, activityId: null });
  expect(asked).toHaveLength(1);
});

test('a change is undone by its name, a batch by its own', async () => {
  const { api, asked } = createApi(200, { tasks: [wire] });
  expect(await api.undo('a1')).toEqual([task]);
  await api.undoBatch('b1');
  expect(asked.map(({ line, body }) => [line, body])).toEqual([
    ['POST /api/backend/api/v1/activity/a1/undo', undefined],
    ['POST /api/backend/api/v1/activity/undo', { batch: 'b1' }],
  ]);
});

test.each([401, 412, 422, 503])('an answer with %d is an error that knows it', async (status) => {
  const { api } = createApi(status, {});
  await expect(api.edit(target, { title: 'x' })).rejects.toMatchObject({ name: 'ApiError', status });
});

test('an answer that never comes is an error too', async () => {
  const client = createApiClient('http://x', {}, () => Promise.reject(new TypeError('fetch failed')));
  await expect(createTasksApi(client).summarize('UTC')).rejects.toMatchObject({ status: 0 });
});

test('an answer that takes too long counts as none, whatever the garbage collector does meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const hang = (_: unknown, init?: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => {
        reject(new DOMException('late', 'TimeoutError'));
      });
    });
  const summary = createTasksApi(createApiClient('http://x', {}, hang, 50)).summarize('UTC');
  const late = expect(summary).rejects.toMatchObject({ status: 0 });
  // openapi-fetch makes the request a few microtasks later
  await setImmediate();
  collectGarbage();
  await late;
});
