import type { Pool } from 'pg';

/** Codes of a database that is on its way: refused, unknown name, starting up, or a pooler without it. */
const ON_ITS_WAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  '57P03',
  '08006',
]);

/** Whether waiting may help; a wrong password or an unknown database never mends itself. */
export function isOnItsWay(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOnItsWay);
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') return ON_ITS_WAY.has(error.code);
  return /timeout|terminated/i.test(error.message);
}

/** Tries a query until the database answers. @throws the last error after `timeoutSeconds`, or at once when waiting cannot help. */
export async function waitForDatabase(pool: Pool, timeoutSeconds: number, say: (line: string) => void): Promise<void> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (let attempt = 1; ; attempt++) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      if (!isOnItsWay(error) || Date.now() >= deadline) throw error;
      if (attempt === 1) say(`Migrate accounts: waiting up to ${timeoutSeconds} s for the database.`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(250 * attempt, 2000)));
    }
  }
}
