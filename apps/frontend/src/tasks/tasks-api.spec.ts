import { expect, test } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import type { components } from '@/lib/api/schema.gen';
import { createTask } from './task.fixture';
import { createTasksApi } from './tasks-api';

const wire: components['schemas']['TaskPublic'] = {
  id: '7f1e2f3c-0000-4000-8000-000000000001',
  title: 'Milk',
  notes: '',
  priority: 2,
  due_at: '2026-11-21T22:59:59Z',
  status: 'done',
  completed_at: '2026-11-21T10:00:00Z',
  version: 3,
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-21T10:00:00Z',
};
const milk = createTask({ id: wire.id, title: 'Milk', version: 3 });

/** An API before a server that answers everything alike and remembers what it was asked. */
function createApi(status: number, body: unknown) {
  const asked: { line: string; body: unknown; ifMatch: string | null }[] = [];
  const send = async (input: RequestInfo | URL) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    asked.push({
      line: `${request.method} ${pathname}${search}`,
      body: text === '' ? undefined : JSON.parse(text),
      ifMatch: request.headers.get('if-match'),
    });
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
  };
  return { asked, api: createTasksApi(createApiClient('http://x/api/backend', {}, send)) };
}

test('a page is asked for in the words of the backend and answered in ours', async () => {
  const { api, asked } = createApi(200, { data: [wire], next_cursor: 'c2' });
  expect(await api.list('active', 'c1')).toEqual({
    tasks: [
      { id: wire.id, title: 'Milk', notes: '', isDone: true, priority: 2, dueAt: '2026-11-21T22:59:59Z', version: 3 },
    ],
    nextCursor: 'c2',
  });
  expect(asked[0]?.line).toBe('GET /api/backend/api/v1/tasks?limit=50&status=open&cursor=c1');
});

test('an edit sends only what is different, and the version it was made to', async () => {
  const { api, asked } = createApi(200, wire);
  await api.edit(milk, { dueAt: null });
  expect(asked[0]).toEqual({
    line: `PATCH /api/backend/api/v1/tasks/${wire.id}`,
    body: { due_at: null },
    ifMatch: '"3"',
  });
});

test('a task is completed by its own verb and reopened by its status', async () => {
  const { api, asked } = createApi(200, wire);
  await api.complete(milk, true);
  await api.complete(milk, false);
  expect(asked.map(({ line, body }) => [line, body])).toEqual([
    [`POST /api/backend/api/v1/tasks/${wire.id}/complete`, undefined],
    [`PATCH /api/backend/api/v1/tasks/${wire.id}`, { status: 'open' }],
  ]);
});

test('deleting what is gone already is a success, and asked once', async () => {
  const { api, asked } = createApi(404, {});
  await expect(api.remove(milk)).resolves.toBeUndefined();
  expect(asked).toHaveLength(1);
});

test.each([401, 412, 422, 503])('an answer with %d is an error that knows it', async (status) => {
  const { api } = createApi(status, {});
  await expect(api.edit(milk, { title: 'x' })).rejects.toMatchObject({ name: 'ApiError', status });
});
