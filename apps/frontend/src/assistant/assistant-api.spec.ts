import { describe, expect, test } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import { ApiError } from '@/lib/api/errors';
import { createAssistantApi } from './assistant-api';
import { wireTask } from './assistant.fixture';
import type { Answer } from './conversation';

/** An API before a backend that answers everything alike and remembers what it was asked. */
function createAnswering(status: number, body: unknown) {
  const asked: { line: string; body: unknown }[] = [];
  const send = async (input: RequestInfo | URL) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    const text = await request.text();
    asked.push({
      line: `${request.method} ${pathname}${search}`,
      body: text === '' ? undefined : JSON.parse(text),
    });
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status });
  };
  const line = { url: '', origin: '', send, silenceSeconds: 1 };
  return { asked, api: createAssistantApi(createApiClient('http://x/api/backend', {}, send), line) };
}

const BUDGET = { used: 12, limit: 100, resets_at: '2026-11-27T00:00:00Z' };
const SUMMARY = { id: 'c1', title: 'Milk', created_at: '2026-11-26T10:00:00Z', updated_at: '2026-11-26T11:00:00Z' };

test('the state of the assistant', async () => {
  const { api, asked } = createAnswering(200, { state: 'limited', model: 'm', budget: BUDGET, retry_after: 30 });
  expect(await api.readService()).toEqual({
    state: 'limited',
    budget: { used: 12, limit: 100, resetsAt: '2026-11-27T00:00:00Z' },
    retryAfter: 30,
  });
  expect(asked).toEqual([{ line: 'GET /api/backend/api/v1/assistant', body: undefined }]);
});

test('the conversations, page by page', async () => {
  const { api, asked } = createAnswering(200, { data: [SUMMARY], next_cursor: 'c/2' });
  expect(await api.listConversations('c/1')).toEqual({
    conversations: [{ id: 'c1', title: 'Milk', updatedAt: '2026-11-26T11:00:00Z' }],
    nextCursor: 'c/2',
  });
  expect(asked[0]?.line).toBe('GET /api/backend/api/v1/conversations?cursor=c%2F1');
});

test('a new title, and a conversation that goes', async () => {
  const renaming = createAnswering(200, { ...SUMMARY, title: 'Bread' });
  expect(await renaming.api.rename('c1', 'Bread')).toMatchObject({ title: 'Bread' });
  expect(renaming.asked).toEqual([{ line: 'PATCH /api/backend/api/v1/conversations/c1', body: { title: 'Bread' } }]);
  const removing = createAnswering(204, null);
  await removing.api.remove('c1');
  expect(removing.asked[0]?.line).toBe('DELETE /api/backend/api/v1/conversations/c1');
});

test('a conversation that is gone already is deleted, another failure is one', async () => {
  await expect(createAnswering(404, {}).api.remove('c1')).resolves.toBeUndefined();
  await expect(createAnswering(503, {}).api.remove('c1')).rejects.toThrow(ApiError);
});

describe('the messages of a conversation', () => {
  const waiting = {
    call_id: 'k1',
    name: 'delete_tasks',
    outcome: 'waiting',
    summary: 'Delete “Milk”?',
    tasks: [],
    batch: null,
    confirmation: { id: 'f1', summary: 'Delete “Milk”?', tasks: [wireTask({ id: 'milk', title: 'Milk' })] },
  };

  test('are redrawn with their cards, and what waits still waits', async () => {
    const { api } = createAnswering(200, {
      data: [
        { id: 'm1', role: 'user', text: 'Delete milk', cards: [], finish: null, created_at: '' },
        { id: 'm2', role: 'assistant', text: 'Please confirm.', cards: [waiting], finish: 'complete', created_at: '' },
      ],
    });
    const [question, answer] = await api.listMessages('c1');
    expect(question).toEqual({ role: 'user', key: 'm1', text: 'Delete milk' });
    expect(answer).toMatchObject({
      state: 'complete',
      isFresh: false,
      parts: [
        {
          card: { state: 'waiting', decision: { id: 'f1', state: 'open', tasks: [{ title: 'Milk', isDone: false }] } },
        },
        { text: 'Please confirm.' },
      ],
    });
  });

  test('say which answers were not whole', async () => {
    const message = { id: 'm1', role: 'assistant', text: 'Ha', cards: [], finish: 'interrupted', created_at: '' };
    const { api } = createAnswering(200, { data: [message] });
    const [answer] = await api.listMessages('c1');
    expect((answer as Answer).state).toBe('interrupted');
  });
});

test('a click on what waits', async () => {
  const task = wireTask({ id: 'milk', title: 'Milk', status: 'done', completed_at: '2026-11-26T11:00:00Z' });
  const { api, asked } = createAnswering(200, { outcome: 'done', summary: 'Done.', tasks: [task], batch: 'b1' });
  expect(await api.decide('f1', true)).toMatchObject({ outcome: 'done', batch: 'b1', tasks: [{ isDone: true }] });
  expect(asked[0]).toMatchObject({ line: 'POST /api/backend/api/v1/confirmations/f1', body: { approve: true } });
});
