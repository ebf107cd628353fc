import { randomBytes } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../src/index';
import { isShort, whyShort } from './amount';
import { viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `away-e2e-${randomBytes(3).toString('hex')}`;
let cluster: Cluster;
let workspace: DollWorkspace;
let line: Line;

/** The line to the API server, which can be cut. */
interface Line {
  url: string;
  cut(): void;
  mend(): void;
  close(): void;
}

beforeAll(async () => {
  if (isShort) return;
  cluster = readClusterFile(join(__dirname, '../../..'));
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  await workspace.build('one');
  line = await openLine(cluster);
  leadThrough(line.url);
  const { stdout, exitCode } = await workspace.deploy();
  expect(exitCode, stdout).toBe(0);
});
afterAll(async () => {
  if (isShort) return;
  line.close();
  await viewNamespace(cluster, namespace).remove();
  await workspace.remove(cluster);
});

/** Pods that take a while to become ready. */
function slowly(seconds: number): object {
  const answer =
    'class Answer(http.server.BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.end_headers()';
  const serve = "http.server.HTTPServer(('', 8000), Answer).serve_forever()";
  return { backend: { program: `import http.server, time\ntime.sleep(${seconds})\n${answer}\n${serve}\n` } };
}

/** Cuts the line some seconds after Helm has begun; mends it after further seconds, if ever. */
function cutDuring(seconds: number): (said: string) => void {
  return (said) => {
    if (!said.startsWith('secret')) return;
    setTimeout(() => {
      line.cut();
      setTimeout(() => {
        line.mend();
      }, seconds * 1000);
    }, 3000);
  };
}

describe.skipIf(isShort)(`an API server that goes away in the middle of a rollout${whyShort}`, () => {
  it('for 30 s is waited for', async () => {
    const { stdout, exitCode } = await workspace.deploy(slowly(20), {}, { onLine: cutDuring(30) });
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/backend {4}1\/1 ready/);
    expect((await viewNamespace(cluster, namespace).history()).at(-1)).toBe('deployed');
  });

  it('for good ends the deploy, which says what it knows, and the next one puts it right', async () => {
    const { stdout, exitCode } = await workspace.deploy(slowly(5), { timeoutSeconds: 20 }, { onLine: cutDuring(90) });
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toContain('The cluster stopped answering in the middle of the rollout of "doll"');
    expect(stdout).toContain('Once it answers (nx status cluster), deploy again');
    line.mend();
    const next = await workspace.deploy();
    expect(next.exitCode, next.stdout).toBe(0);
  });
});

/** Has the workspace's deploys go through the line. */
function leadThrough(url: string): void {
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  const exported = JSON.parse(config.exportConfig()) as { clusters: { cluster: { server: string } }[] };
  for (const each of exported.clusters) each.cluster.server = url;
  workspace.useKubeconfig(JSON.stringify(exported));
}

async function openLine({ kubeconfig, context }: Cluster): Promise<Line> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  const { hostname, port } = new URL(config.getCurrentCluster()?.server ?? '');
  const sockets = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const api = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, api],
      [api, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
