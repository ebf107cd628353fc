/** The database sleeps, starts or cannot be reached: asking again shortly may help. */
export class DatabaseAwayError extends Error {
  constructor(cause: unknown) {
    super('The database is asleep, starting or out of reach.', { cause });
    this.name = 'DatabaseAwayError';
  }
}

/** System errors of a host that is not there (yet), or that left. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** SQLSTATE: connection trouble of any kind (08…), shut down, crashed or starting (57P0x), no room for a connection. */
const AWAY_STATE = /^(08...|57P0[123]|53300)$/;

/** Whether waiting may help; a wrong password or an unknown database never mends itself. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string')
    return UNREACHABLE.has(error.code) || AWAY_STATE.test(error.code);
  return /timeout|terminated|not queryable/i.test(error.message);
}
