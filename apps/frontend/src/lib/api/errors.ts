/** An answer that is not a success, or no answer at all (`status` 0). The message is for the person in front of the screen. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** When the server says that it will be ready. */
    readonly retryAfterSeconds: number | null = null,
    /** What the answer said, a problem document as a rule. */
    readonly problem: unknown = undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ApiError';
  }
}

const SENTENCES: Readonly<Record<number, string>> = {
  0: 'The server cannot be reached.',
  401: 'Your session has ended. Sign in again.',
  404: 'It was deleted elsewhere.',
  409: 'It was changed elsewhere meanwhile.',
  412: 'It was changed elsewhere meanwhile.',
  413: 'It is too long.',
  422: 'The server does not accept this.',
  429: 'Too many changes at once. Wait a moment.',
  502: 'The server broke off.',
  503: 'The server is restarting.',
  504: 'The server took too long.',
};

/** Of these, the server's own sentence says more than the status does. */
const SPOKEN = new Set([409, 422, 429]);

/** The error for an answer: its status, its headers and what it said. */
export function createApiError(status: number, headers?: Headers, problem?: unknown): ApiError {
  const detail = readMember(problem, 'detail');
  const sentence = SPOKEN.has(status) && detail !== '' ? detail : SENTENCES[status];
  return new ApiError(
    status,
    isDatabaseAway(problem) ? 'The database does not answer.' : (sentence ?? 'The server made an error.'),
    parseSeconds(headers?.get('retry-after')),
    problem,
  );
}

/** The error for a request that nothing came back for. */
export function createSilenceError(cause: unknown): ApiError {
  return new ApiError(0, SENTENCES[0] ?? '', null, undefined, { cause });
}

/** Who is on the way back, if an error says that somebody is and that asking again is the thing to do. */
export function classifyAbsence(error: unknown): 'database' | 'server' | null {
  if (!(error instanceof ApiError) || error.status !== 503) return null;
  return isDatabaseAway(error.problem) ? 'database' : 'server';
}

/** What to tell about any thrown value. */
export function describeError(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong.';
}

/** Both servers sit on the same database, and name it by the same code where it is what failed them. */
function isDatabaseAway(problem: unknown): boolean {
  return readMember(problem, 'code') === 'database-away';
}

function readMember(problem: unknown, name: string): string {
  const value: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, name) : undefined;
  return typeof value === 'string' ? value : '';
}

function parseSeconds(value: string | null | undefined): number | null {
  const seconds = Number(value ?? '');
  return value && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
