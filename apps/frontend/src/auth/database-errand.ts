import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseAwayError, isDatabaseAway } from './database-errors';

/** What one request may ask of the database, and what went wrong with it. */
export interface Errand {
  /** When to stop waiting even for a database that answers others, in the clock of `Date.now()`. */
  readonly deadline: number;
  /** The first time that the database was found away, though whoever asked may have swallowed it. */
  failure?: unknown;
}

const ERRAND_MILLIS = 10_000;
/** Who failed so early may try once more, and still be answered in time. */
const EARLY_MILLIS = 500;

const errands = new AsyncLocalStorage<Errand>();

/** The errand that the current request is on; outside of requests one that is only as long. */
export function currentErrand(): Errand {
  return errands.getStore() ?? startErrand();
}

/**
 * Does work that asks the database.
 *
 * Better Auth turns a database that is away into an empty 500 or into "no session"; here it is told from both.
 * @param isRepeatable whether the work may be done twice, which it is when the connection broke at once.
 * @throws {DatabaseAwayError} also when `work` came to an end without the database.
 */
export async function askDatabase<T>(
  work: () => Promise<T>,
  { isRepeatable = false, earlyMillis = EARLY_MILLIS } = {},
): Promise<T> {
  const started = Date.now();
  const first = await attempt(work);
  if (!('failure' in first)) return first.result;
  if (!isRepeatable || Date.now() - started > earlyMillis) throw new DatabaseAwayError(first.failure);
  const second = await attempt(work);
  if ('failure' in second) throw new DatabaseAwayError(second.failure);
  return second.result;
}

async function attempt<T>(work: () => Promise<T>): Promise<{ result: T } | { failure: unknown }> {
  const errand = startErrand();
  try {
    const result = await errands.run(errand, work);
    return errand.failure === undefined ? { result } : { failure: errand.failure };
  } catch (error) {
    if (errand.failure !== undefined) return { failure: errand.failure };
    if (isDatabaseAway(error)) return { failure: error };
    throw error;
  }
}

function startErrand(): Errand {
  return { deadline: Date.now() + ERRAND_MILLIS };
}
