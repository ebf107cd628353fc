import type { TestProject } from 'vitest/node';
import { openPool } from '../src/auth/database';
import { migrate } from '../src/migrate/migrate';
import { createPostgres, findPostgres, query } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where Postgres's programs are, or null. */
    programs: string | null;
    /** A server with the database `accounts`, which has the tables, or null. */
    postgresUrl: string | null;
  }
}

/** One Postgres for all tests of the running server, with the account tables in a template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = await findPostgres();
  project.provide('programs', programs ?? null);
  if (!programs) {
    project.provide('postgresUrl', null);
    return () => Promise.resolve();
  }
  const postgres = await createPostgres(programs);
  await query(postgres.buildUrl('postgres'), 'CREATE DATABASE accounts');
  const pool = openPool(postgres.buildUrl('accounts'));
  await migrate(pool);
  await pool.end();
  project.provide('postgresUrl', postgres.buildUrl('postgres'));
  return () => postgres.remove();
}
