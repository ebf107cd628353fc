import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findRegistry, isLoopback, readPresence } from './registry';
import type { Run } from './run';

const digest = `sha256:${'d'.repeat(64)}`;
const podman = { program: 'podman', env: {} } as const;
const noRun: Run = () => Promise.reject(new Error('no process is needed'));
const ending =
  (exitCode: number, stderr = ''): Run =>
  (argv) =>
    Promise.resolve({ argv, exitCode, signal: null, timedOut: false, stdout: '', stderr });

let server: Server | undefined;
afterEach(() => server?.close());

/** A registry on this machine that answers every question with one status, and keeps the last one. */
async function startRegistry(status: number): Promise<{ host: string; asked: () => string }> {
  let asked = '';
  server = createServer((request, response) => {
    asked = `${request.method} ${request.url}`;
    response.writeHead(status).end();
  });
  await new Promise((resolve) => server?.listen(0, '127.0.0.1', () => resolve(undefined)));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

describe('findRegistry', () => {
  it.each([
    ['ghcr.io/me/backend', 'ghcr.io'],
    ['localhost/backend', 'localhost'],
    ['registry:5000/backend', 'registry:5000'],
    ['todo-app/backend', undefined],
    ['backend.example', undefined],
  ])('in %s is %s', (repository, registry) => {
    expect(findRegistry(repository)).toBe(registry);
  });
});

describe('isLoopback', () => {
  it.each([
    ['localhost:5000', true],
    ['127.0.0.1', true],
    ['localhost.example.org', false],
    ['127.0.0.1.example.org', false],
    ['10.0.0.1:5000', false],
  ])('of %s is %s', (registry, expected) => {
    expect(isLoopback(registry)).toBe(expected);
  });
});

describe('readPresence', () => {
  it.each([
    [200, 'present'],
    [404, 'absent'],
    [401, 'unknown'],
    [500, 'unknown'],
  ])('takes %i of a registry on this machine for %s', async (status, presence) => {
    const { host, asked } = await startRegistry(status);
    expect(await readPresence(noRun, podman, `${host}/me/backend`, digest)).toBe(presence);
    expect(asked()).toBe(`HEAD /v2/me/backend/manifests/${digest}`);
  });

  it('knows nothing of a registry that does not answer', async () => {
    expect(await readPresence(noRun, podman, '127.0.0.1:1/me/backend', digest)).toBe('unknown');
  });

  it.each([
    ['present', ending(0)],
    ['absent', ending(125, 'Error: reading manifest sha256:d in ghcr.io/me/backend: manifest unknown')],
    ['unknown', ending(125, 'Error: unable to retrieve auth token: invalid username/password: unauthorized')],
  ] as const)('asks any other through the engine: %s', async (presence, run) => {
    expect(await readPresence(run, podman, 'ghcr.io/me/backend', digest)).toBe(presence);
  });
});
