import { expect, test, vi } from 'vitest';
import { createApiError } from '@/lib/api/errors';
import type { AssistantApi, ConversationSummary } from './assistant-api';
import { createApi } from './assistant.fixture';
import { createConversationsStore } from './conversations-store';

const summary = (id: string): ConversationSummary => ({ id, title: id, updatedAt: '2026-11-26T11:00:00Z' });
const titles = (store: ReturnType<typeof createConversationsStore>) => store.read().rows.map(({ title }) => title);

async function createLoaded(parts: Partial<AssistantApi> = {}) {
  const listConversations = () => Promise.resolve({ conversations: [summary('a'), summary('b')], nextCursor: null });
  const store = createConversationsStore(createApi({ listConversations, ...parts }));
  await store.load();
  return store;
}

test('pages follow one another, and loading anew begins from the start', async () => {
  const listConversations = vi.fn<AssistantApi['listConversations']>((cursor) =>
    Promise.resolve(
      cursor === null
        ? { conversations: [summary('a')], nextCursor: 'c2' }
        : { conversations: [summary(cursor)], nextCursor: null },
    ),
  );
  const store = await createLoaded({ listConversations });
  await store.loadMore();
  expect(titles(store)).toEqual(['a', 'c2']);
  await store.load();
  expect(titles(store)).toEqual(['a']);
});

test('a failure to load says why and keeps what is there', async () => {
  const listConversations = vi.fn<AssistantApi['listConversations']>().mockRejectedValue(createApiError(503));
  listConversations.mockResolvedValueOnce({ conversations: [summary('a')], nextCursor: 'c2' });
  const store = await createLoaded({ listConversations });
  await store.loadMore();
  expect(titles(store)).toEqual(['a']);
  expect(store.read().loading).toEqual({ failure: 'The server is restarting.' });
});

test('a new title shows once the backend has it', async () => {
  const store = await createLoaded({ rename: (id, title) => Promise.resolve({ ...summary(id), title }) });
  expect(await store.rename('b', 'Bread')).toBe(true);
  expect(titles(store)).toEqual(['a', 'Bread']);
});

test('a refused change stays with its row', async () => {
  const store = await createLoaded({ rename: () => Promise.reject(createApiError(422)) });
  expect(await store.rename('b', 'Bread')).toBe(false);
  expect(store.read().rows).toMatchObject([
    { title: 'a' },
    { title: 'b', failure: 'The server does not accept this.' },
  ]);
});

test('a deleted conversation leaves the list', async () => {
  const remove = vi.fn<AssistantApi['remove']>().mockResolvedValue();
  const store = await createLoaded({ remove });
  expect(await store.remove('a')).toBe(true);
  expect(remove).toHaveBeenCalledWith('a');
  expect(titles(store)).toEqual(['b']);
});
