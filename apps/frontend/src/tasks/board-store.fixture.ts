import { openView } from './board-query';
import type { FirstState } from './board-state';
import { createBoardStore } from './board-store';
import type { Task } from './task';
import { createTask } from './task.fixture';
import type { TasksApi } from './tasks-api';

export const milk = createTask({ id: 'milk', title: 'Milk' });
export const rent = createTask({ id: 'rent', title: 'Rent' });

export const NO_SUMMARY = { counts: { today: 0, upcoming: 0, overdue: 0, all: 0, done: 0 }, tags: [] };

/** A store over an API of which the test says what it is about; a list is answered with what the store began with. */
export function startStore(api: Partial<TasksApi>, first: Partial<FirstState> = {}, tasks: readonly Task[] = [milk]) {
  const refuse = () => Promise.reject(new Error('not part of this test'));
  const page = { tasks, nextCursor: null };
  const full: TasksApi = {
    list: () => Promise.resolve(page),
    summarize: () => Promise.resolve(NO_SUMMARY),
    add: refuse,
    edit: refuse,
    complete: refuse,
    remove: refuse,
    undo: refuse,
    undoBatch: refuse,
    ...api,
  };
  const begin: FirstState = { query: openView('all'), zone: 'UTC', summary: NO_SUMMARY, page, ...first };
  return createBoardStore(full, begin, () => Promise.resolve());
}

/** Until everything that could happen at once has happened. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A promise to be kept by the test. */
export function promise<T>() {
  let keep: (value: T) => void = () => undefined;
  let breakIt: (error: unknown) => void = () => undefined;
  const kept = new Promise<T>((resolve, reject) => {
    keep = resolve;
    breakIt = reject;
  });
  return { kept, keep, breakIt };
}
