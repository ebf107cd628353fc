'use client';

import { useBoardState } from './board-context';
import type { Row } from './board-rows';
import { readWall } from './calendar';
import { useClock } from './clock-context';
import type { TaskActions } from './use-task-actions';

/** As many as the backend takes in a moment without calling it too many. */
const LIMIT = 50;

/** In the list of what is overdue: a fresh start, with one click to take it back. */
export function MoveAllButton({ rows, onMove }: { rows: readonly Row[]; onMove: TaskActions['move'] }) {
  const view = useBoardState(({ query }) => query.view);
  const { now, zone } = useClock();
  const movable = rows.filter(({ task, state }) => state === 'saved' && !task.isDone).slice(0, LIMIT);
  if (view !== 'overdue' || movable.length < 2) return null;
  return (
    <button
      type="button"
      onClick={() => {
        onMove(movable, readWall(now, zone).date, 'today');
      }}
    >
      Move {movable.length === rows.length ? `all ${movable.length}` : `the first ${movable.length}`} to today
    </button>
  );
}
