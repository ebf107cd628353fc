import { ApiError, describeError } from '@/lib/api/errors';
import type { BoardAction } from './board';
import type { BoardState } from './board-state';
import type { Change, Entry, Failure } from './change';
import { resolveConflict, resolveVersion } from './conflict';
import type { Patiently } from './patience';
import type { Task } from './task';
import { readCurrentTask } from './task-wire';
import type { Target, TasksApi, Written } from './tasks-api';

export interface WritesContext {
  api: TasksApi;
  read: () => BoardState;
  dispatch: (action: BoardAction) => void;
  patiently: Patiently;
  /** Hears of each confirmed change; `isMoved`: the task may belong to another place of the list, or into another list. */
  onWritten: (isMoved: boolean) => void;
  /** Hears of each change that failed; `isStale`: the task is not what this screen takes it for. */
  onFailed: (id: number, isStale: boolean) => void;
}

export type Writes = ReturnType<typeof createWrites>;

/** How often a change is moved to what somebody else made of the task, before the person is asked. */
const MOVES_LIMIT = 3;

/** Sends changes, those to one task one after the other. */
export function createWrites({ api, read, dispatch, patiently, onWritten, onFailed }: WritesContext) {
  let lastId = 0;
  const lines = new Map<string, Promise<void>>();
  const activities = new Map<number, string>();

  function submit(change: Change): number {
    const id = ++lastId;
    dispatch({ type: 'intended', id, change });
    enqueue(id, change.key);
    return id;
  }

  function enqueue(id: number, key: string): void {
    const before = lines.get(key) ?? Promise.resolve();
    const mine = before.then(() => attempt(id));
    lines.set(key, mine);
    void mine.then(() => {
      if (lines.get(key) === mine) lines.delete(key);
    });
  }

  async function attempt(id: number): Promise<void> {
    for (let moves = 0; ; moves++) {
      const entry = read().board.log.find((other) => other.id === id);
      if (!entry) return;
      try {
        settle(entry, await patiently(() => sendChange(entry.change)));
        return;
      } catch (error) {
        const theirs = readCurrentTask(error);
        if (theirs) dispatch({ type: 'loaded', tasks: [theirs], mode: 'update' });
        const outcome = theirs && moves < MOVES_LIMIT ? resolveConflict(entry.change, theirs) : 'conflict';
        if (outcome === 'settled') settle(entry, { task: theirs, activityId: null });
        else if (outcome === 'apart' && theirs) {
          dispatch({ type: 'retried', id, change: rebase(entry.change, theirs) });
          continue;
        } else fail(entry, error, theirs);
        return;
      }
    }
  }

  function settle({ id, list, change }: Entry, { task, activityId }: Written): void {
    if (activityId !== null) activities.set(id, activityId);
    dispatch({ type: 'confirmed', id, task });
    onWritten(list !== read().board.list || change.kind === 'edit');
  }

  function fail({ id, change }: Entry, error: unknown, theirs: Task | undefined): void {
    const status = error instanceof ApiError ? error.status : 0;
    const retry = resolveRetry(change, status);
    dispatch({ type: 'failed', id, failure: { message: describeError(error), retry, ...(theirs ? { theirs } : {}) } });
    onFailed(id, retry !== 'again');
  }

  function sendChange(change: Change): Promise<Written> {
    switch (change.kind) {
      case 'add':
        return api.add(change.fields, change.key);
      case 'edit':
        return api.edit(aim(change.key, change.base), change.fields);
      case 'complete':
        return api.complete(aim(change.key, change.base), change.isDone);
      case 'delete':
        return api.remove(aim(change.key, change.base));
      case 'undo':
        return sendUndo(change.of, change.base);
    }
  }

  /** A change that did not go through has nothing to be undone: it is dropped, and the task is as it was. */
  async function sendUndo(of: number, base: Task): Promise<Written> {
    const activityId = activities.get(of);
    if (activityId === undefined) {
      dispatch({ type: 'discarded', id: of });
      return { task: base, activityId: null };
    }
    const tasks = await api.undo(activityId);
    return { task: tasks.find(({ id }) => id === base.id), activityId: null };
  }

  function aim(key: string, base: Task): Target {
    const known = read().board.known.get(key);
    return { id: known?.task.id ?? base.id, version: resolveVersion(known, base) };
  }

  function retry(entry: Entry): void {
    const { theirs } = entry.failure ?? {};
    const change = theirs ? rebase(entry.change, theirs) : entry.change;
    dispatch({ type: 'retried', id: entry.id, change });
    enqueue(entry.id, change.key);
  }

  return { submit, retry };
}

/** The same change, meant for the task as it is now. */
function rebase(change: Change, base: Task): Change {
  return change.kind === 'add' || change.kind === 'undo' ? change : { ...change, base };
}

function resolveRetry(change: Change, status: number): Failure['retry'] {
  if (status === 404) return change.kind === 'edit' ? 'anew' : 'never';
  return status === 409 && change.kind === 'undo' ? 'never' : 'again';
}
