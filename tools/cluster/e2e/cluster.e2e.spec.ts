import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '@todo-app/executors';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Checkout, makeCheckout } from './checkout';
import { createStory } from './story';
import { waitFor } from './wait-for';

/** A port of the loopback that nobody has at the moment. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether a process is there, and not only its exit code for a parent that never asks. */
function isAlive(pid: string | undefined): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

/** The processes in the node and in its pods: their cgroups are below that of the container. */
function listProcesses(id: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cgroup`, 'utf8').includes(id);
    } catch {
      return false;
    }
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went with its parent
  }
}

/** The numbers of this machine's network links, each with its line end, as the kernel writes them. */
const listLinks = (): string[] =>
  readdirSync('/sys/class/net').map((name) => readFileSync(`/sys/class/net/${name}/ifindex`, 'utf8'));

// the image of kube-proxy is in every node, and has a shell for iptables' sake
const claim = (image: string): string => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: writer }
spec:
  terminationGracePeriodSeconds: 1
  securityContext: { runAsUser: 10001, runAsNonRoot: true }
  containers:
    - name: writer
      image: ${image}
      command: [sh, -c, 'trap "exit 0" TERM; [ -f /data/f ] || cat /proc/sys/kernel/random/uuid > /data/f; cat /data/f; while :; do sleep 1 & wait; done']
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
`;

describe('a cluster of ours beside another one', () => {
  const it = createStory();
  let checkout: Checkout;
  let written: string;
  const node = (): string => `${checkout.name}-control-plane`;
  const inspect = async (format: string): Promise<string> =>
    (await checkout.engine(['container', 'inspect', '--format', format, node()])).stdout.trim();
  const waitForWriter = async (): Promise<string> => {
    const waited = await checkout.kubectl(['wait', '--for=condition=Ready', 'pod/writer', '--timeout=240s']);
    const events = waited.exitCode === 0 ? '' : (await checkout.kubectl(['get', 'events,pods', '-A'])).stdout;
    expect(waited.exitCode, `${waited.stderr}${events}`).toBe(0);
    // what the API says of a pod may be of the node's life before
    const readLog = async (): Promise<string> => (await checkout.kubectl(['logs', 'writer'])).stdout.trim();
    await waitFor('the writer to say what it has', readLog, 240);
    return readLog();
  };

  const readState = async (): Promise<unknown> =>
    (JSON.parse((await checkout.cli(['status', '--json'])).stdout) as { state: unknown }).state;

  beforeAll(async () => {
    checkout = makeCheckout(`e2e-${process.pid}`, await findFreePort());
  });

  afterAll(async () => {
    await checkout.end();
    const purged = await checkout.cli(['down', '--purge']);
    checkout.remove();
    expect(purged.exitCode, purged.stderr).toBe(0);
  });

  it('ends with 130 when it is interrupted while kind works', async () => {
    const findKind = async (): Promise<string> =>
      (await run(['pgrep', '-f', `kind create cluster.*${checkout.name}`])).stdout;
    const abort = new AbortController();
    const interrupted = checkout.cli(['up'], { signal: abort.signal, killAfterSeconds: 120 });
    // the node image may have to be made first
    await waitFor('kind to work', findKind, 800);
    await sleep(4000);
    abort.abort();
    const result = await interrupted;
    expect(result.exitCode, result.stderr).toBe(130);
    expect(result.stderr).toContain('Interrupted: ');
    expect(await findKind()).toBe('');
  });

  it('makes the cluster anew where an interrupted run left half of one', async () => {
    const result = await checkout.cli(['up']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(checkout.readCluster()).toMatchObject({
      provider: 'kind',
      owned: true,
      context: `kind-${checkout.name}`,
      load: 'kind',
      url: `http://127.0.0.1:${checkout.port}`,
    });
  });

  it('takes a pod as soon as up has returned', async () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: first }\nspec: { containers: [{ name: c, image: none }] }\n';
    const asked = await checkout.kubectl(['create', '--dry-run=server', '-f', '-'], pod);
    expect(asked.exitCode, asked.stderr).toBe(0);
  });

  it('keeps the kubeconfig in a file of its own that only its user reads', async () => {
    const { stdout } = await checkout.cli(['kubeconfig']);
    expect(statSync(stdout.trim()).mode & 0o777).toBe(0o600);
  });

  it('changes nothing when it is up already', async () => {
    const before = await inspect('{{.Id}} {{.State.StartedAt}}');
    const started = Date.now();
    const result = await checkout.cli(['up']);
    console.log(`up on a running cluster: ${Date.now() - started} ms`);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(await inspect('{{.Id}} {{.State.StartedAt}}')).toBe(before);
  });

  it('provides volumes to pods of any user', async () => {
    const images = await checkout.kubectl([
      'get',
      'daemonset',
      '-n',
      'kube-system',
      'kube-proxy',
      '-o',
      'jsonpath={..image}',
    ]);
    const applied = await checkout.kubectl(['apply', '-f', '-'], claim(images.stdout));
    expect(applied.exitCode, applied.stderr).toBe(0);
    written = await waitForWriter();
    expect(written).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells when all is healthy', async () => {
    await waitFor('all to be healthy', async () => (await readState()) === 'healthy', 240);
  });

  it('names a part that ails, with the end of its log', async () => {
    const pod = `
apiVersion: v1
kind: Pod
metadata: { name: ailing }
spec:
  restartPolicy: Never
  containers: [{ name: ailing, image: ${(await checkout.kubectl(['get', 'pod', 'writer', '-o', 'jsonpath={..image}'])).stdout.split(' ')[0]}, command: [sh, -c, 'echo out of luck; exit 3'] }]
`;
    const applied = await checkout.kubectl(['apply', '-f', '-'], pod);
    expect(applied.exitCode, applied.stderr).toBe(0);
    const failed = await checkout.kubectl([
      'wait',
      '--for=jsonpath={.status.phase}=Failed',
      'pod/ailing',
      '--timeout=240s',
    ]);
    expect(failed.exitCode, failed.stderr).toBe(0);
    const { stdout, exitCode } = await checkout.cli(['status']);
    await checkout.kubectl(['delete', 'pod', 'ailing']);
    expect(stdout).toMatch(/default\/ailing: container ailing: ended with exit code 3\n {4}out of luck/);
    expect(exitCode).toBe(1);
  });

  it('stops gracefully, not by SIGKILL', async () => {
    const result = await checkout.cli(['down']);
    expect(result.exitCode, result.stderr).toBe(0);
    console.log(result.stderr.trim().split('\n').at(-1));
    expect(await inspect('{{.State.Status}} {{.State.ExitCode}}')).not.toMatch(/ 137$/);
  });

  it('says that it is stopped', async () => {
    const { stdout, exitCode } = await checkout.cli(['status']);
    expect([stdout, exitCode]).toEqual([expect.stringContaining('is stopped; its data is kept'), 0]);
  });

  it('names who took its port, and starts nothing', async () => {
    const server = createServer().listen(checkout.port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const result = await checkout.cli(['up']);
    await new Promise((resolve) => server.close(resolve));
    expect(result.stderr).toContain(`(process ${process.pid})`);
    expect(await inspect('{{.State.Status}}')).toBe('exited');
  });

  it('has its data after down and up', async () => {
    const result = await checkout.cli(['up']);
    expect(result.exitCode, result.stderr).toBe(0);
    console.log(result.stderr.trim().split('\n').at(-1));
    expect(await waitForWriter()).toBe(written);
  });

  it('is taken on again with its data after its record was lost', async () => {
    rmSync(dirname(checkout.readCluster().kubeconfig), { recursive: true });
    const result = await checkout.cli(['up']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.stderr).toContain('is taken on again');
    expect(await waitForWriter()).toBe(written);
  });

  it('is put right with its data after every process of it was killed from outside', async () => {
    const [id = '', watcher] = (await inspect('{{.Id}} {{.State.ConmonPid}}')).split(' ');
    for (const one of [watcher, ...listProcesses(id)]) kill(Number(one));
    await waitFor('its watcher to be gone', () => !isAlive(watcher), 30);
    expect(await readState()).toBe('killed');
    const result = await checkout.cli(['up']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(await inspect('{{.Id}}')).toBe(id);
    expect(await waitForWriter()).toBe(written);
  });

  it('is put right with its data after its network was removed while it ran', async () => {
    const cut = await checkout.engine(['exec', node(), 'ip', 'link', 'delete', 'eth0']);
    expect(cut.exitCode, cut.stderr).toBe(0);
    const result = await checkout.cli(['up']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.stderr).toContain('was removed from outside');
    expect(await waitForWriter()).toBe(written);
  });

  it('is gone after a purge, with its volume, files and links', async () => {
    const { kubeconfig, engine } = checkout.readCluster();
    const peer = (await checkout.engine(['exec', node(), 'cat', '/sys/class/net/eth0/iflink'])).stdout;
    expect(listLinks()).toContain(peer);
    const result = await checkout.cli(['down', '--purge']);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(existsSync(kubeconfig)).toBe(false);
    expect(() => checkout.readCluster()).toThrow(/ENOENT/);
    const ask = async (...args: string[]): Promise<string> =>
      (await run([engine?.program ?? '', ...args], { env: engine?.env })).stdout;
    expect(await ask('ps', '--all', '--format', '{{.Names}}')).not.toContain(checkout.name);
    expect(await ask('volume', 'ls', '--quiet', '--filter', `label=${node()}=true`)).toBe('');
    expect(listLinks()).not.toContain(peer);
  });

  it('stops and purges what is not there, as if it had been', async () => {
    const [down, purge] = [await checkout.cli(['down']), await checkout.cli(['down', '--purge'])];
    expect([down.exitCode, purge.exitCode]).toEqual([0, 0]);
    expect(down.stderr).toContain('There is no cluster');
  });
});
