import { openPool } from '../auth/database';
import { resolveDirectUrl } from '../auth/database-url';
import { parseDatabaseUrl } from '../lib/environment';
import { formatResult, migrate } from './migrate';
import { waitForDatabase } from './wait-for-database';

const WAIT_SECONDS = Number(process.env['MIGRATE_WAIT_SECONDS'] ?? 60);

try {
  const pool = openPool(resolveDirectUrl(parseDatabaseUrl(process.env)));
  try {
    await waitForDatabase(pool, WAIT_SECONDS, console.log);
    console.log(formatResult(await migrate(pool)));
  } finally {
    await pool.end();
  }
} catch (error) {
  console.error(`Migrate accounts: ${error instanceof Error && error.message ? error.message : describe(error)}`);
  process.exitCode = 1;
}

/** Node reports a refused connection to several addresses as one error without a message. */
function describe(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error);
}
