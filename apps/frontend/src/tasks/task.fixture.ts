import type { Task } from './task';

/** A task for a test, with only what the test is about. */
export function createTask(fields: Partial<Task> & Pick<Task, 'id' | 'title'>): Task {
  return { notes: '', isDone: false, priority: 0, dueAt: null, version: 1, ...fields };
}
