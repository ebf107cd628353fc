import type { Task, TaskFields } from './task';

/**
 * One intended change to one task. `key` names the row on this screen and outlives the birth of an id; of a new task it
 * is also the idempotency key. `base` is the task as the person saw it when deciding on the change.
 */
export type Change =
  | { kind: 'add'; key: string; fields: TaskFields; at: number }
  | { kind: 'edit'; key: string; fields: Partial<TaskFields>; base: Task }
  | { kind: 'complete'; key: string; isDone: boolean; base: Task }
  | { kind: 'delete'; key: string; base: Task; at: number }
  /** Takes back the change of another entry; `base` is what the task was before that one. */
  | { kind: 'undo'; key: string; of: number; base: Task; at: number };

/** Why a change did not go through. */
export interface Failure {
  message: string;
  /** The task as somebody else left it, when that is the reason. */
  theirs?: Task;
  /** Whether the same can be tried again; `anew`: the task is gone, and what was written can only become a new one. */
  retry: 'again' | 'anew' | 'never';
}

/** A change that the backend has not confirmed. */
export interface Entry {
  id: number;
  change: Change;
  /** The list that was on the screen when it was made. */
  list: number;
  /** Absent while it is on its way. */
  failure?: Failure;
}

/** A task that this screen knows, and since which version nobody else has changed it. */
export interface Known {
  task: Task;
  ownSince: number;
}

/** What the backend is known to have, in its order, and what we want of it. The screen is the one replayed over the other. */
export interface Board {
  known: ReadonlyMap<string, Known>;
  order: readonly string[];
  log: readonly Entry[];
  /** Counts the lists that were opened. */
  list: number;
}

/**
 * `open` begins another list, `refresh` says anew what is in this one, `head` only what its beginning is, `append` goes
 * on with it, and `update` brings news of tasks without touching the list.
 */
export type LoadMode = 'open' | 'refresh' | 'head' | 'append' | 'update';
