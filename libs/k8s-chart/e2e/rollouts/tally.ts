/** What is asked for. */
export type Kind = 'page' | 'list' | 'create' | 'events' | 'chat';

/** One thing that went wrong, when and how. */
export interface Failure {
  kind: Kind;
  time: string;
  what: string;
}

/** Counts everything that is asked, and keeps every failure. */
export interface Tally {
  succeed(kind: Kind): void;
  fail(kind: Kind, what: string): void;
  count(kind: Kind): number;
  readonly failures: readonly Failure[];
}

export function createTally(): Tally {
  const counts = new Map<Kind, number>();
  const failures: Failure[] = [];
  const count = (kind: Kind): number => counts.get(kind) ?? 0;
  const add = (kind: Kind): void => {
    counts.set(kind, count(kind) + 1);
  };
  return {
    succeed: add,
    fail: (kind, what) => {
      add(kind);
      failures.push({ kind, time: new Date().toISOString(), what });
    },
    count,
    failures,
  };
}

/** Such as `page 40, list 40, create 39, events 6, chat 2: 1 failed`, and the first failures. Pure. */
export function formatTally({ count, failures }: Pick<Tally, 'count' | 'failures'>): string {
  const kinds = (['page', 'list', 'create', 'events', 'chat'] as const).map((kind) => `${kind} ${count(kind)}`);
  const lines = failures.slice(0, 20).map(({ time, kind, what }) => `  ${time} ${kind}: ${what}`);
  return [`${kinds.join(', ')}: ${failures.length} failed`, ...lines].join('\n');
}
