export { UserError, formatError } from './lib/errors';
export { ProcessError, formatFailure, run, runOrThrow, type Run, type RunOptions, type RunResult } from './lib/run';
