import type { Pool } from 'pg';
import { isDatabaseAway } from '../auth/database-errors';

/** Tries a query until the database answers. @throws the last error after `timeoutSeconds`, or at once when waiting cannot help. */
export async function waitForDatabase(pool: Pool, timeoutSeconds: number, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() >= deadline) throw error;
      if (attempt === 1) say(`Migrate accounts: waiting up to ${timeoutSeconds} s for the database.`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(250 * attempt, 2000)));
    }
  }
}
