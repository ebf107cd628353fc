import type { Board, Known, LoadMode } from './change';
import type { Task } from './task';

/** Takes over what the backend says, with the keys that rows on the screen have already. */
export function mergeTasks(board: Board, tasks: readonly Task[], mode: LoadMode): Board {
  const known = new Map(board.known);
  const born = new Map([...known].map(([key, { task }]) => [task.id, key]));
  const loaded = tasks.map((task) => {
    const key = born.get(task.id) ?? task.id;
    const before = known.get(key);
    // an answer that was under way longer than our own change knows less than we do
    if (!before || task.version > before.task.version) known.set(key, { task, ownSince: task.version });
    return key;
  });
  const order = arrange(board.order, loaded, mode);
  const next = { ...board, order, list: mode === 'open' ? board.list + 1 : board.list };
  return mode === 'append' || mode === 'update' ? { ...next, known } : { ...next, known: prune(known, next) };
}

function arrange(order: readonly string[], loaded: readonly string[], mode: LoadMode): readonly string[] {
  if (mode === 'update') return order;
  if (mode === 'append') return [...new Set([...order, ...loaded])];
  return mode === 'head' ? [...new Set([...loaded, ...order.slice(loaded.length)])] : [...new Set(loaded)];
}

/** Forgets tasks that are neither on the screen nor on their way. */
function prune(known: ReadonlyMap<string, Known>, { order, log }: Board): ReadonlyMap<string, Known> {
  const needed = new Set([...order, ...log.map(({ change }) => change.key)]);
  return new Map([...known].filter(([key]) => needed.has(key)));
}

export function findKey(known: ReadonlyMap<string, Known>, id: string): string | undefined {
  for (const [key, { task }] of known) if (task.id === id) return key;
  return undefined;
}

export function insert<T>(items: readonly T[], item: T, at: number): readonly T[] {
  return [...items.slice(0, at), item, ...items.slice(at)];
}
