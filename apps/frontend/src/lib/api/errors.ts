/** An answer that is not a success, or no answer at all (`status` 0). The message is for the person in front of the screen. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
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

/** The error for a status. */
export function createApiError(status: number, cause?: unknown): ApiError {
  return new ApiError(status, SENTENCES[status] ?? 'The server made an error.', { cause });
}

/** What to tell about any thrown value. */
export function describeError(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong.';
}
