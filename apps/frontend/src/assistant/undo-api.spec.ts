import { expect, test, vi } from 'vitest';
import { createApiClient } from '@/lib/api/client';
import { createTask } from '@/tasks/task.fixture';
import { createUndoApi } from './undo-api';

const milk = createTask({ id: 'milk', title: 'Milk' });

function createApi(data: readonly object[]) {
  const undo = vi.fn().mockResolvedValue([milk]);
  const undoBatch = vi.fn().mockResolvedValue([milk]);
  const client = createApiClient('http://x', {}, () => Promise.resolve(Response.json({ data, next_cursor: null })));
  return { undo, undoBatch, api: createUndoApi(client, { undo, undoBatch }) };
}

const activity = { id: 'a', title: 'Milk', action: 'update', undoable: true, batch: null };

test('the last change is the latest that can be undone and is no undo itself', async () => {
  const { api } = createApi([
    { ...activity, id: 'undone', undoable: false },
    { ...activity, id: 'undo', action: 'undo' },
    { ...activity, id: 'wanted' },
    { ...activity, id: 'older' },
  ]);
  expect(await api.findLastChange()).toEqual({ title: 'Milk', target: { activityId: 'wanted' } });
});

test('a change that was made together with others is taken back with them', async () => {
  const { api } = createApi([{ ...activity, batch: 'b1' }]);
  expect(await api.findLastChange()).toEqual({ title: 'Milk', target: { batch: 'b1' } });
});

test('without changes there is none', async () => {
  expect(await createApi([]).api.findLastChange()).toBeNull();
});

test('one change or a batch is undone, as it is asked', async () => {
  const { api, undo, undoBatch } = createApi([]);
  await api.undo({ activityId: 'a' });
  await api.undo({ batch: 'b' });
  expect(undo).toHaveBeenCalledExactlyOnceWith('a');
  expect(undoBatch).toHaveBeenCalledExactlyOnceWith('b');
});
