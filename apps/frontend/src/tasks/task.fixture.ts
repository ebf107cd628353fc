import type { Task } from './task';

/** A task for a test, with only what the test is about. */
export function createTask(fields: Partial<Task> & Pick<Task, 'id' | 'title'>): Task {
  return {
    notes: '',
    isDone: false,
    completedAt: null,
    priority: 0,
    tags: [],
    due: null,
    version: 1,
    createdAt: '2026-11-20T10:00:00Z',
    ...fields,
  };
}
