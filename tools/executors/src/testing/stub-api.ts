import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Kubernetes API that answers from a table, over real HTTP, and remembers what was asked. */
export interface StubApi {
  /** A kubeconfig with the context `stub`. */
  kubeconfig: string;
  /** `METHOD /path` of each request so far, without its query. */
  requests: string[];
  /** Answers nothing any more. */
  stop(): Promise<void>;
  /** The same, and removes the kubeconfig. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts the API.
 *
 * @param answers objects by path; a list that is not there is empty, any other object is not found
 */
export async function startStubApi(answers: Readonly<Record<string, unknown>>): Promise<StubApi> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    requests.push(`${request.method} ${path}`);
    request.resume().on('end', () => {
      const answer = answers[path] ?? defaultAnswer(request, path);
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { kind: 'Status', message: `${path} not found` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const kubeconfig = writeKubeconfig(server);
  const stop = (): Promise<void> => closeServer(server);
  const close = async (): Promise<void> => {
    await stop();
    rmSync(dirname(kubeconfig), { recursive: true, force: true });
  };
  return { kubeconfig, requests, stop, close };
}

const lists = /\/(pods|secrets|configmaps|events|deployments|statefulsets|replicasets|jobs|nodes|storageclasses)$/;

function defaultAnswer({ method }: IncomingMessage, path: string): unknown {
  if (path === '/version') return { gitVersion: 'v1.36.3' };
  if (path.endsWith('/selfsubjectaccessreviews')) return { status: { allowed: true } };
  if (method === 'GET' && lists.test(path)) return { items: [] };
  return method === 'GET' ? undefined : {};
}

function writeKubeconfig(server: Server): string {
  const { port } = server.address() as AddressInfo;
  const path = join(mkdtempSync(join(tmpdir(), 'stub-api-')), 'kubeconfig');
  const config = {
    clusters: [{ name: 'stub', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'stub', user: {} }],
    contexts: [{ name: 'stub', context: { cluster: 'stub', user: 'stub' } }],
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
