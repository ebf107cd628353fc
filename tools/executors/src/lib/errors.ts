/**
 * A failure that the user can mend. It is printed without a stack, as a small letter: what was being
 * done and what was seen (`message`, one sentence that starts with what was being done), then what to
 * type next (`hint`).
 */
export class UserError extends Error {
  constructor(
    message: string,
    readonly hint: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'UserError';
  }
}

/** The text to print for any thrown value: a UserError as its letter, anything else as our own bug, with its stack. */
export function formatError(error: unknown): string {
  if (error instanceof UserError) return `${error.message}\n${error.hint}`;
  if (error instanceof Error) return `Unexpected error, please report it.\n${error.stack ?? error.message}`;
  return `Unexpected error, please report it.\n${String(error)}`;
}
