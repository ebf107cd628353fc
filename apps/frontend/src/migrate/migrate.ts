import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type { Pool } from 'pg';
import { buildAuthOptions } from '../auth/options';

/** What a run changed: table names, in the order they were made. */
export interface MigrationResult {
  createdTables: readonly string[];
  extendedTables: readonly string[];
}

/** Any constant that nobody else in this database uses. */
const LOCK = 7_010_412_026;

/**
 * Brings Better Auth's tables up to what the application's options ask for. Replicas that start together take turns:
 * the lock belongs to a transaction, so that it also works through a transaction-mode pooler and cannot outlive us.
 */
export async function migrate(pool: Pool): Promise<MigrationResult> {
  const turn = await pool.connect();
  try {
    await turn.query('BEGIN');
    await turn.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const result = await runPending(pool);
    await turn.query('COMMIT');
    return result;
  } finally {
    turn.release(true);
  }
}

async function runPending(pool: Pool): Promise<MigrationResult> {
  const auth = betterAuth(buildAuthOptions(pool, 'only the shape of the tables matters here', false));
  const { toBeCreated, toBeAdded, runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  return {
    createdTables: toBeCreated.map(({ table }) => table),
    extendedTables: toBeAdded.map(({ table }) => table),
  };
}

/** One line for the log of the init container. */
export function formatResult({ createdTables, extendedTables }: MigrationResult): string {
  const parts = [
    createdTables.length > 0 ? `created ${createdTables.join(', ')}` : '',
    extendedTables.length > 0 ? `extended ${extendedTables.join(', ')}` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `Migrate accounts: ${parts.join('; ')}.` : 'Migrate accounts: nothing to do.';
}
