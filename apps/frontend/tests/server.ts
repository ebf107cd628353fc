import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { findFreePort, query } from './postgres';
import { type RunningProcess, startProcess } from './process';

const STANDALONE = join(import.meta.dirname, '../.next/standalone');
const START_MILLIS = 30_000;

/** Why the server cannot be tested here, or undefined. For the name of a suite that is skipped. */
export const missing: string | undefined = !existsSync(join(STANDALONE, 'migrate.mjs'))
  ? 'no build; run: npx nx build frontend'
  : inject('postgresUrl') === null
    ? 'no Postgres server; run: npx nx postgres backend'
    : undefined;

/** The name of a suite, which says why it is skipped when it is. */
export function suite(name: string): string {
  return missing === undefined ? name : `${name} (skipped: ${missing})`;
}

/** The built server in a process of its own. */
export interface Server extends RunningProcess {
  port: number;
  /** `http://127.0.0.1:<port>` */
  url: string;
}

/** Starts the build as its image does. */
export async function startServer(settings: Record<string, string>): Promise<Server> {
  const port = await findFreePort();
  const running = await startProcess([process.execPath, 'apps/frontend/server.js'], {
    cwd: STANDALONE,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
      BACKEND_URL: 'http://127.0.0.1:1',
      DATABASE_URL: 'postgresql://todo@127.0.0.1:1/none',
      ...settings,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(url, running);
  return { ...running, port, url };
}

let copies = 0;

/** The URL of a new database with empty account tables. */
export async function createAccounts(): Promise<string> {
  const postgres = inject('postgresUrl') ?? '';
  const name = `accounts_${process.pid}_${++copies}`;
  await query(postgres, `CREATE DATABASE ${name} TEMPLATE accounts`);
  return postgres.replace(/\/postgres$/, `/${name}`);
}

async function waitUntilReady(url: string, { ended, readLog }: RunningProcess): Promise<void> {
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const deadline = Date.now() + START_MILLIS;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (hasEnded || Date.now() > deadline) throw new Error(`Start the server: it is not ready. ${readLog()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
