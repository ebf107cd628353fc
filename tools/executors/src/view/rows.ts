import { isEnd, type State, type TaskEvent } from '../lib/events';

/** One part of a start, as it stands. Times are in milliseconds since 1970. */
export interface Row {
  part: string;
  state: State;
  text: string;
  since: number;
  /** When it ended; `undefined` while it has not. */
  until: number | undefined;
}

/** In the order in which things happen; other parts come last, as they come. */
const order = ['tasks', 'programs', 'cluster', 'image', 'load', 'secret', 'rollout', 'release', 'url'];

/** The one row before anything was heard. Pure. */
export function beginRows(now: number): readonly Row[] {
  return [{ part: 'tasks', state: 'running', text: 'Nx finds out what there is to do', since: now, until: undefined }];
}

const begun = { state: 'done', text: 'Nx knows what there is to do' } as const;

/** The rows once the first of the tasks is at work. Pure. */
export function endBeginning(rows: readonly Row[], now: number): readonly Row[] {
  return rows.map((row) => (row.part === 'tasks' && !row.until ? { ...row, ...begun, until: now } : row));
}

/** The rows once an event was heard. Notes and details are about no state. Pure. */
export function applyEvent(rows: readonly Row[], event: TaskEvent): readonly Row[] {
  const { part, state } = event;
  if (state === undefined) return rows;
  const old = rows.find((row) => row.part === part);
  const row = applyState(old, { ...event, state });
  if (old) return rows.map((each) => (each === old ? row : each));
  return [...rows, row].sort((a, b) => rank(a) - rank(b));
}

function applyState(old: Row | undefined, event: TaskEvent & { state: State }): Row {
  const { part, state, seconds = 0 } = event;
  const text = event.text.trim().split('\n')[0] ?? '';
  const time = Date.parse(event.time);
  if (old && isEnd(old.state) && (state === 'done' || state === 'unchanged')) {
    // it ended before, and how is known better from there
    return event.event === 'step' ? { ...old, text } : old;
  }
  return { part, state, text, since: old?.since ?? time - seconds * 1000, until: isEnd(state) ? time : undefined };
}

/** The rows once everything is over: what has not come to an end does not go on. Pure. */
export function settleRows(rows: readonly Row[], now: number): readonly Row[] {
  return rows.map((row) => (isEnd(row.state) ? row : { ...row, state: 'waiting', until: now }));
}

function rank({ part }: Row): number {
  const index = order.indexOf(part.split(' ')[0] ?? '');
  return index < 0 ? order.length : index;
}
