import { problem } from '@/backend/problem';
import { DatabaseAwayError } from './database-errors';

/** The answer to a request that found the database away. @throws any other error */
export function databaseAway(error: unknown): Response {
  if (!(error instanceof DatabaseAwayError)) throw error;
  const { cause } = error;
  const reason = cause instanceof AggregateError ? cause.errors.map(String).join('; ') : String(cause);
  console.warn(JSON.stringify({ level: 'warning', message: 'The database did not answer', reason }));
  return problem(503, 'Service Unavailable', error.message, { code: 'database-away', headers: { 'Retry-After': '2' } });
}
