import { Pool } from 'pg';

/**
 * A small pool whose idle connections close, so that a database that sleeps when nobody asks can sleep.
 * A connection that breaks while idle is dropped and replaced at the next query.
 */
export function openPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: 5,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'todo-frontend',
  });
  pool.on('error', (error) => {
    console.warn(
      JSON.stringify({ level: 'warning', message: 'An idle database connection broke', error: error.message }),
    );
  });
  return pool;
}
