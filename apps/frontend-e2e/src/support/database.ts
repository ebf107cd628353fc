import { expect } from '@playwright/test';
import { isReady, readLog, readPods, readReadyPods, runInPod, scaleStatefulSet } from './cluster.js';
import type { Cluster } from './target.js';

const STATEFUL_SET = 'todo-app-postgres';

// The password is in the container's environment and stays there.
const PSQL = [
  'PGPASSWORD="$POSTGRES_PASSWORD" exec psql --host=127.0.0.1 --username=todo --dbname="$1" --no-psqlrc --quiet',
  '--tuples-only --no-align --field-separator="|" --set=ON_ERROR_STOP=1 --command="$2"',
].join(' ');

/** Marks our own statements in the server's log. */
const MARK = '/* by a test */';

/** Whether the release has a Postgres of its own; a database elsewhere is nobody's to stop or to look into. */
export async function hasOwnPostgres(cluster: Cluster): Promise<boolean> {
  return (await readPods(cluster, 'postgres')).length > 0;
}

/** Rows that a statement returns, each as the texts of its columns. */
export async function runSql(cluster: Cluster, statement: string, database = 'todo'): Promise<string[][]> {
  const argv = ['sh', '-c', PSQL, 'sh', database, `${MARK} ${statement}`];
  const text = await runInPod(cluster, await findPod(cluster), 'postgres', argv);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('|'));
}

/**
 * Ends every connection of the application to the database, as a database that moves house does; says how many. Each is
 * over when this returns: one that is only told to end may still answer whether it lives.
 */
export async function endSessions(cluster: Cluster): Promise<number> {
  const rows = await runSql(
    cluster,
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = 'todo' AND pid <> pg_backend_pid()",
    'postgres',
  );
  return rows.length;
}

/** Lets the server write down every statement, without the values, for as long as `work` takes; returns what it wrote. */
export async function watchStatements(cluster: Cluster, work: () => Promise<void>): Promise<string[]> {
  const pod = await findPod(cluster);
  const settings = { log_statement: "'all'", log_parameter_max_length: '0', log_parameter_max_length_on_error: '0' };
  for (const [name, value] of Object.entries(settings))
    await runSql(cluster, `ALTER SYSTEM SET ${name} = ${value}`, 'postgres');
  try {
    await runSql(cluster, 'SELECT pg_reload_conf()', 'postgres');
    const since = new Date();
    await work();
    const lines = await readLog(cluster, pod, 'postgres', since);
    return findStatements(lines, since);
  } finally {
    for (const name of Object.keys(settings)) await runSql(cluster, `ALTER SYSTEM RESET ${name}`, 'postgres');
    await runSql(cluster, 'SELECT pg_reload_conf()', 'postgres');
  }
}

/** Statements of others than us since a moment. Lines are `2026-11-26 12:00:00.000 UTC [123] LOG:  statement: …`. Pure. */
export function findStatements(lines: readonly string[], since: Date): string[] {
  return lines.filter((line) => {
    const [, at] =
      /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) \S+ \[\d+\] LOG: {2}(statement|execute) ?/.exec(line) ?? [];
    return at !== undefined && Date.parse(`${at.replace(' ', 'T')}Z`) >= since.getTime() && !line.includes(MARK);
  });
}

/** Puts the database to sleep: its pod is gone when this returns. */
export async function stopPostgres(cluster: Cluster): Promise<void> {
  await scaleStatefulSet(cluster, STATEFUL_SET, 0);
  await expect.poll(async () => (await readPods(cluster, 'postgres')).length, { timeout: 60_000 }).toBe(0);
}

/** Lets it start again, without waiting for it. */
export async function wakePostgres(cluster: Cluster): Promise<void> {
  await scaleStatefulSet(cluster, STATEFUL_SET, 1);
}

/** When Kubernetes first saw the database ready, to the nearest 100 ms. */
export async function waitForPostgres(cluster: Cluster): Promise<number> {
  await expect
    .poll(async () => (await readPods(cluster, 'postgres')).some(isReady), { timeout: 120_000, intervals: [100] })
    .toBe(true);
  return Date.now();
}

async function findPod(cluster: Cluster): Promise<string> {
  const [pod] = await readReadyPods(cluster, 'postgres');
  if (pod === undefined) throw new Error('Look into the database: no pod of Postgres is ready in the cluster.');
  return pod;
}
