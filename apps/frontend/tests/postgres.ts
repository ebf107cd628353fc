import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { runProcess, type RunningProcess, startProcess } from './process';

const START_MILLIS = 30_000;
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=16MB'];

/** The folder of Postgres's programs, which the target `postgres` of the backend sees to, or undefined. */
export async function findPostgres(): Promise<string | undefined> {
  const debian = await readdir('/usr/lib/postgresql').catch(() => []);
  const folders = [
    ...debian.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/opt/homebrew/opt/postgresql/bin',
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** A Postgres server on loopback that can be stopped and started again on the same port. */
export interface PostgresServer {
  port: number;
  /** The URL of a database in it. */
  buildUrl: (database: string) => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Stops it for good and removes its files. */
  remove: () => Promise<void>;
}

/** A new, empty server that is running. */
export async function createPostgres(programs: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-frontend-postgres-'));
  const owner = await chooseOwner();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const as = { cwd: '/', ...owner };
  await runProcess(
    [join(programs, 'initdb'), '-D', data, '-U', 'todo', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    as,
  );
  const port = await findFreePort();
  const buildUrl = (database: string) => `postgresql://todo@127.0.0.1:${port}/${database}`;
  const settings = [...SETTINGS, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, `port=${port}`];
  let running: RunningProcess | undefined;
  const start = async () => {
    const command = [join(programs, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
    running = await startProcess(command, as, 'QUIT');
    await waitUntilReady(buildUrl('postgres'), running.readLog);
  };
  const stop = async () => {
    await running?.stop();
  };
  await start();
  return {
    port,
    buildUrl,
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Asks a database from outside the application. */
export async function query(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return ((await client.query(text, values)) as { rows: Record<string, unknown>[] }).rows;
  } finally {
    await client.end();
  }
}

/** Postgres refuses to run as root. */
async function chooseOwner(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? '').split(':').map(Number);
  if (uid === undefined || gid === undefined)
    throw new Error('Start Postgres: there is no user "nobody" to run it as.');
  return { uid, gid };
}

async function waitUntilReady(url: string, readLog: () => string): Promise<void> {
  const deadline = Date.now() + START_MILLIS;
  for (;;) {
    try {
      await query(url, 'SELECT 1');
      return;
    } catch (cause) {
      if (Date.now() > deadline) throw new Error(`Start Postgres: it did not answer. ${readLog()}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A port of loopback that nobody listens on. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
