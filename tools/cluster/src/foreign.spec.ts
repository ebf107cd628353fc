import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type World, makeWorld } from './testing/world';
import { up } from './up';

const node = {
  metadata: { name: 'minikube' },
  status: {
    nodeInfo: { architecture: 'amd64' },
    addresses: [{ type: 'InternalIP', address: '192.168.49.2' }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
};

/** An API server with one node, on the loopback. */
async function serveApi(): Promise<string> {
  const server = createServer((_, answer) => {
    answer
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ kind: 'NodeList', items: [node] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterEach(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The environment with a kubeconfig whose current context is at a server. */
function kubeconfig(world: World, name: string, server: string): NodeJS.ProcessEnv {
  const text = `current-context: ${name}
contexts: [{ name: ${name}, context: { cluster: c, user: u } }]
clusters: [{ name: c, cluster: { server: "${server}", insecure-skip-tls-verify: true } }]
users: [{ name: u, user: {} }]
`;
  return { KUBECONFIG: world.file('config', text) };
}

const silentServer = 'http://127.0.0.1:1';

describe('up with a cluster of the user', () => {
  it('takes a minikube that runs as it is, with its node and address', async () => {
    const world = makeWorld();
    world.stub('minikube', `[ "$*" = "ip --profile minikube" ] && echo 127.0.0.1`);
    const env = kubeconfig(world, 'minikube', await serveApi());
    expect(await up({}, world.context, env)).toEqual({
      provider: 'minikube',
      owned: false,
      context: 'minikube',
      kubeconfig: env['KUBECONFIG'],
      nodes: [{ name: 'minikube', architecture: 'amd64' }],
      load: 'minikube',
      url: 'http://127.0.0.1:30080',
      engine: null,
    });
    expect(JSON.parse(world.read('workspace/dist/tools/cluster/cluster.json'))).toMatchObject({ provider: 'minikube' });
  });

  it('says that a minikube without its program takes images from a registry only', async () => {
    const world = makeWorld();
    const cluster = await up({}, world.context, kubeconfig(world, 'minikube', await serveApi()));
    expect(cluster.load).toBe('registry');
    expect(world.said.join()).toContain('minikube is not on PATH');
  });

  it('has no address of a minikube whose node is behind a forwarded port, and tells who makes one', async () => {
    const world = makeWorld();
    world.stub('minikube', 'echo 192.168.49.2');
    const { url } = await up({}, world.context, kubeconfig(world, 'minikube', await serveApi()));
    expect(url).toBeNull();
    expect(world.said.join()).toContain('minikube service --profile minikube --namespace todo-app frontend-svc --url');
    expect(world.said.join()).not.toContain(':30080');
  });

  it('finds the engine and the port of a kind cluster', async () => {
    const world = makeWorld();
    world.stub('docker', 'case "$1" in port) echo 127.0.0.1:31000;; container) echo id;; esac');
    const cluster = await up({}, world.context, kubeconfig(world, 'kind-dev', await serveApi()));
    expect(cluster).toMatchObject({
      provider: 'kind',
      load: 'kind',
      url: 'http://127.0.0.1:31000',
      engine: { program: 'docker' },
    });
  });

  it.each([
    ['k3d-dev', 'k3d', 'registry'],
    ['docker-desktop', 'docker-desktop', 'none'],
    ['orbstack', 'other', 'none'],
  ])('%s is %s, images: %s', async (name, provider, load) => {
    const world = makeWorld();
    const cluster = await up({}, world.context, kubeconfig(world, name, await serveApi()));
    expect([cluster.provider, cluster.load]).toEqual([provider, load]);
  });

  it('takes any context that is named', async () => {
    const world = makeWorld();
    const cluster = await up({ context: 'prod' }, world.context, kubeconfig(world, 'prod', await serveApi()));
    expect([cluster.context, cluster.provider, cluster.owned]).toEqual(['prod', 'other', false]);
  });

  it('refuses a named context that does not answer', async () => {
    const world = makeWorld();
    await expect(up({ context: 'prod' }, world.context, kubeconfig(world, 'prod', silentServer))).rejects.toThrow(
      /"prod".*does not answer/,
    );
  });

  it.each([
    ['does not answer', 'minikube', silentServer, /does not answer, so our own/],
    ['is not plainly local', 'prod', 'https://203.0.113.7', /"prod" is not plainly local/],
  ])('turns to our own cluster where the current one %s', async (_, name, server, said) => {
    const world = makeWorld({ root: false });
    await expect(up({}, world.context, kubeconfig(world, name, server))).rejects.toThrow(/no container engine/);
    expect(world.said.join()).toMatch(said);
  });
});
