import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BoardAction, createBoard, reduceBoard } from './board';
import { resolveRows } from './board-rows';
import type { Board, Change, LoadMode } from './change';
import type { Task } from './task';
import { createTask } from './task.fixture';

const IDS = ['a', 'b', 'c', 'd'];
const bread = { title: 'Bread', notes: '', priority: 0, tags: [], due: null } as const;
const versioned = (id: string, version: number): Task => createTask({ id, title: `${id}${version}`, version });

/** What may happen next, by a number that picks among the tasks and changes there are. */
type Step = { kind: 'load' | 'change' | 'answer' | 'fail' | 'retry' | 'discard'; pick: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('load', 'change', 'change', 'answer', 'answer', 'fail', 'retry', 'discard'),
    pick: fc.nat(1000),
  }),
  { maxLength: 40 },
);

function toAction(board: Board, { kind, pick }: Step, id: number): BoardAction | undefined {
  const entry = board.log[pick % Math.max(board.log.length, 1)];
  const rows = resolveRows(board).filter(({ task }) => task.id !== '');
  const row = rows[pick % Math.max(rows.length, 1)];
  switch (kind) {
    case 'load': {
      const modes: LoadMode[] = ['open', 'refresh', 'head', 'append', 'update'];
      const tasks = IDS.filter((_, index) => (pick >> index) % 2 === 0).map((one) => versioned(one, (pick % 7) + 1));
      return { type: 'loaded', tasks, mode: modes[pick % modes.length] ?? 'refresh' };
    }
    case 'change':
      return { type: 'intended', id, change: toChange(pick, row && { key: row.key, base: row.task }, id) };
    case 'answer':
      return entry && { type: 'confirmed', id: entry.id, task: toAnswer(entry.change, board) };
    case 'fail':
      return entry && { type: 'failed', id: entry.id, failure: { message: 'No.', retry: 'again' } };
    case 'retry':
      return entry?.failure && { type: 'retried', id: entry.id, change: entry.change };
    case 'discard':
      return entry?.failure && { type: 'discarded', id: entry.id };
  }
}

function toChange(pick: number, on: { key: string; base: Task } | undefined, id: number): Change {
  if (!on || pick % 5 === 0) return { kind: 'add', key: `new-${id}`, fields: bread, at: pick % 3 };
  if (pick % 5 === 1) return { kind: 'delete', ...on, at: pick % 3 };
  if (pick % 5 === 2) return { kind: 'complete', ...on, isDone: true };
  if (pick % 5 === 3) return { kind: 'undo', ...on, of: 0, at: pick % 3 };
  return { kind: 'edit', ...on, fields: { title: `edited ${id}` } };
}

function toAnswer(change: Change, board: Board): Task | undefined {
  if (change.kind === 'delete') return undefined;
  if (change.kind === 'add') return createTask({ id: `born-${change.key}`, title: 'Bread' });
  const version = (board.known.get(change.key)?.task.version ?? change.base.version) + 1;
  return { ...change.base, version };
}

function play(sequence: readonly Step[]): Board {
  return sequence.reduce(
    (board, step, index) => {
      const action = toAction(board, step, index + 1);
      return action ? reduceBoard(board, action) : board;
    },
    createBoard(IDS.map((id) => versioned(id, 1))),
  );
}

test('no task is on the screen twice, whatever happens in whichever order', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const rows = resolveRows(play(sequence));
      const ids = rows.map(({ task }) => task.id).filter((id) => id !== '');
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 500 },
  );
});

test('every change that failed is on the screen, on whichever list one is', () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const board = play(sequence);
      const rows = resolveRows(board);
      const shown = new Set(rows.filter(({ failed }) => failed).map(({ key }) => key));
      // a change that is on its way may hide the row that an older one failed on
      const hidden = new Set(board.log.filter(({ failure }) => !failure).map(({ change }) => change.key));
      const failed = board.log.filter(({ failure, change }) => failure && !hidden.has(change.key));
      expect(failed.filter(({ change }) => !shown.has(change.key))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('nothing that is known is older than what was known before', () => {
  fc.assert(
    fc.property(steps, fc.nat(1000), (sequence, pick) => {
      const before = play(sequence);
      const action = toAction(before, { kind: 'load', pick }, 0);
      const after = action ? reduceBoard(before, action) : before;
      for (const [key, { task }] of after.known) {
        expect(task.version).toBeGreaterThanOrEqual(before.known.get(key)?.task.version ?? 0);
      }
    }),
  );
});
