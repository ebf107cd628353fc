import { chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, type RunResult } from '@todo-app/executors';
import { nginx } from './nginx';
import { findFreePort } from './ports';

/** What the server says of itself. */
export interface Self {
  pid: number;
  rss: number;
  /** How many requests have reached it so far. */
  seen: number;
  /** How many of its streams and of its large answers are under way. */
  streams: number;
  large: number;
}

/** A server and its gateway on this machine, as they stand in a pod. */
export interface Pod {
  /** Where the Service would lead, and where the kubelet would ask. */
  port: number;
  healthPort: number;
  /** Asked past the gateway. */
  readSelf(): Promise<Self>;
  /** The pid of the gateway's master. */
  readPid(): number;
  /** Megabytes of memory that the gateway's processes have, each page counted once. */
  readMegabytes(): number;
  /** The lines that the gateway has logged about requests. */
  readLog(): Record<string, string>[];
  /** What the preStop hook does. */
  drain(): void;
  /** How the two processes ended. */
  application: Promise<RunResult>;
  gateway: Promise<RunResult>;
  remove(): Promise<void>;
}

/** The user and group of the image, if this user may become it. */
const account = 10001;
const becomes =
  process.getuid?.() === 0 ? ['setpriv', `--reuid=${account}`, `--regid=${account}`, '--clear-groups', '--'] : [];

/**
 * Starts a server, and the gateway with the configuration of the image; only ports and paths are this machine's.
 *
 * @param trustedProxies as the chart's `gateway.trustedProxies`
 */
export async function startPod(side: 'frontend' | 'backend', trustedProxies: readonly string[] = []): Promise<Pod> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const [port, healthPort, own] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const places = {
    'listen 8080': `listen 127.0.0.1:${port}`,
    'listen 8081': `listen 127.0.0.1:${healthPort}`,
    'server 127.0.0.1:3000': `server 127.0.0.1:${own}`,
    'server 127.0.0.1:8000': `server 127.0.0.1:${own}`,
    '/tmp/': `${folder}/tmp/`,
    '/dev/stdout': `${folder}/tmp/access.log`,
  };
  writeConfiguration(folder, places, trustedProxies);
  const end = new AbortController();
  const { signal } = end;
  const application = run([process.execPath, join(__dirname, 'application.mjs'), `${own}`], { signal });
  const gateway = run([...becomes, nginx ?? '', '-e', 'stderr', '-c', join(folder, `${side}.conf`)], { signal });
  const ask = async (at: number, path: string) => (await fetch(`http://127.0.0.1:${at}${path}`)).json();
  await waitFor(async () => {
    await ask(healthPort, '/livez');
  }, gateway);
  const readPid = () => Number(readFileSync(join(folder, 'tmp/nginx.pid'), 'utf8'));
  return {
    port,
    healthPort,
    application,
    gateway,
    readSelf: async () => (await ask(own, '/self')) as Self,
    readPid,
    readMegabytes: () => readMegabytes(readPid()),
    readLog: () =>
      readFileSync(join(folder, 'tmp/access.log'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, string>),
    drain: () => {
      writeFileSync(join(folder, 'tmp/draining'), '');
    },
    remove: async () => {
      end.abort();
      await Promise.all([application, gateway]);
      rmSync(folder, { recursive: true });
    },
  };
}

function writeConfiguration(
  folder: string,
  places: Readonly<Record<string, string>>,
  trustedProxies: readonly string[],
): void {
  cpSync(join(__dirname, '../nginx'), folder, { recursive: true });
  mkdirSync(join(folder, 'tmp'));
  mkdirSync(join(folder, 'trusted'));
  const lines = trustedProxies.map((network) => `set_real_ip_from ${network};\n`);
  writeFileSync(join(folder, 'trusted/proxies.conf'), lines.join(''));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.conf'));
  const used = new Set<string>();
  for (const file of files) {
    let text = readFileSync(join(folder, file), 'utf8');
    for (const [from, to] of Object.entries(places)) {
      if (text.includes(from)) used.add(from);
      text = text.replaceAll(from, to);
    }
    writeFileSync(join(folder, file), text);
  }
  const unused = Object.keys(places).filter((place) => !used.has(place));
  if (unused.length > 0) throw new Error(`Write the configuration: it has no ${unused.join(', ')} any more.`);
  if (becomes.length > 0) for (const path of [folder, join(folder, 'tmp')]) chownSync(path, account, account);
}

function readMegabytes(master: number): number {
  const workers = readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ');
  const kilobytes = [`${master}`, ...workers].map((pid) =>
    Number(/^Pss: +(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1000;
}

async function waitFor(attempt: () => Promise<void>, gateway: Promise<RunResult>): Promise<void> {
  let ended: RunResult | undefined;
  void gateway.then((result) => (ended = result));
  for (let tries = 0; ; tries += 1) {
    try {
      await attempt();
      return;
    } catch (cause) {
      if (ended || tries === 200) throw new Error(`Start the gateway: ${ended?.stderr ?? 'no answer'}`, { cause });
      await sleep(50);
    }
  }
}
