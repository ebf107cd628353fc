import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile, type RunResult } from '../src/index';
import { isShort } from './amount';
import { viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

/** All points are tried with `npm run faults`. */
const namespace = `lock-e2e-${randomBytes(3).toString('hex')}`;
let cluster: Cluster;
let workspace: DollWorkspace;
let stamps = 0;

beforeAll(async () => {
  cluster = readClusterFile(join(__dirname, '../../..'));
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  await workspace.build('one');
});
afterAll(async () => {
  await viewNamespace(cluster, namespace).remove();
  await workspace.remove(cluster);
});

/** Other pods each time, which become ready after some seconds. */
function changeTo(seconds: number): object {
  stamps += 1;
  const answer =
    'class Answer(http.server.BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.end_headers()';
  const serve = "http.server.HTTPServer(('', 8000), Answer).serve_forever()";
  const program = `import http.server, time\ntime.sleep(${seconds}) # ${stamps}\n${answer}\n${serve}\n`;
  return { backend: { program } };
}

/** The processes of a deploy into a namespace; all bear its name in their arguments. */
function findProcesses(into: string): { pid: number; isHelm: boolean }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        return line.includes(into) ? [{ pid: Number(name), isHelm: !line.includes('run-executor') }] : [];
      } catch {
        return [];
      }
    });
}

/** Deploys, and kills the deploy so long after it has said that Helm comes next; with Helm, or leaving that alone. */
async function killAfter(milliseconds: number, into: string, withHelm: boolean): Promise<RunResult> {
  let timer: NodeJS.Timeout | undefined;
  const onLine = (line: string): void => {
    if (!line.startsWith('secret')) return;
    timer = setTimeout(() => {
      for (const { pid, isHelm } of findProcesses(into)) if (withHelm || !isHelm) process.kill(pid, 'SIGKILL');
    }, milliseconds);
  };
  const killed = await workspace.deploy(changeTo(5), { namespace: into }, { onLine });
  clearTimeout(timer);
  expect(killed.signal, killed.stdout).toBe('SIGKILL');
  return killed;
}

describe('a deploy that is killed never blocks the next one', () => {
  beforeAll(async () => {
    expect((await workspace.deploy()).exitCode).toBe(0);
  });

  const upgradePoints = [100, 900, 2500, 0, 50, 200, 300, 400, 600, 1300, 1800, 3200];
  it.each((isShort ? upgradePoints.slice(0, 3) : upgradePoints).map((point, index) => [point, index % 2 === 0]))(
    'an upgrade, %i ms after Helm was started (with Helm: %s)',
    async (milliseconds, withHelm) => {
      const killed = await killAfter(milliseconds, namespace, withHelm);
      const next = await workspace.deploy();
      expect(next.exitCode, `${killed.stdout}\n${next.stdout}`).toBe(0);
      expect(next.stdout).toMatch(/backend {4}1\/1 ready/);
      expect((await viewNamespace(cluster, namespace).history()).at(-1)).toBe('deployed');
    },
  );

  const installPoints = [200, 1500, 0, 100, 600, 2500];
  it.each((isShort ? installPoints.slice(0, 2) : installPoints).map((point, index) => [point, index % 2 === 0]))(
    'a first install, %i ms after Helm was started (with Helm: %s)',
    async (milliseconds, withHelm) => {
      const into = `${namespace}-${milliseconds}`;
      try {
        const killed = await killAfter(milliseconds, into, withHelm);
        const next = await workspace.deploy({}, { namespace: into });
        expect(next.exitCode, `${killed.stdout}\n${next.stdout}`).toBe(0);
        expect((await viewNamespace(cluster, into).history()).at(-1)).toBe('deployed');
      } finally {
        await viewNamespace(cluster, into).remove();
      }
    },
  );
});

describe('two deploys of one release', () => {
  it('find each other: the second says who is at work, waits, and finds nothing left to do', async () => {
    const values = changeTo(10);
    const first = workspace.deploy(values);
    const second = deployOnceHelmRuns(values, {});
    expect((await first).exitCode).toBe(0);
    const { stdout, exitCode } = await second;
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^lock {5}waiting: \S+ deploys, since \d\d:\d\d:\d\d UTC/m);
    expect(stdout).toMatch(/^release {2}unchanged since revision/m);
  });

  it('or the second fails at once, naming the other', async () => {
    const values = changeTo(10);
    const first = workspace.deploy(values);
    const { stdout, exitCode } = await deployOnceHelmRuns(values, { lock: 'fail' });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/nothing was changed\. \S+ deploys, since \d\d:\d\d:\d\d UTC \(\d+ s ago\)\./);
    expect((await first).exitCode).toBe(0);
  });

  it('even where neither finds a namespace', async () => {
    const into = `${namespace}-both`;
    try {
      const both = await Promise.all([1, 2].map(() => workspace.deploy({}, { namespace: into })));
      expect(
        both.map(({ exitCode }) => exitCode),
        both.map(({ stdout }) => stdout).join('\n'),
      ).toEqual([0, 0]);
      expect(await viewNamespace(cluster, into).history()).toEqual(['deployed']);
    } finally {
      await viewNamespace(cluster, into).remove();
    }
  });

  async function deployOnceHelmRuns(values: object, options: object): Promise<RunResult> {
    while (!findProcesses(namespace).some(({ isHelm }) => isHelm)) await sleep(50);
    return workspace.deploy(values, options);
  }
});

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
