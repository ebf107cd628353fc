import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, type ImageFile, readClusterFile, readImageFile, run } from '../src/index';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';
import { compileRegistry, findMissing, startRegistry, type TestRegistry } from './registry/registry';

/** The account `tester` with the password `test-only-password`. */
const account = 'tester:$2a$04$2ZY3.l6X7TgBszC.2GdZM.0QSNtVVw3EY3v6cKd8X7OVUXV31RpKe';
const password = 'test-only-password';
const registryMinutes = 20;

const missing = findMissing();
const because = missing.length > 0 ? ` (skipped: no ${missing.join(' and no ')} here)` : '';

let folder: string;
let program: string;
let cluster: Cluster;
let workspace: DollWorkspace;
let registry: TestRegistry;

beforeAll(async () => {
  if (because) return;
  folder = mkdtempSync(join(tmpdir(), 'registry-e2e-'));
  program = await compileRegistry(folder);
  registry = await startRegistry(program, { folder: join(folder, 'open') });
  cluster = readClusterFile(join(__dirname, '../../..'));
  workspace = createDollWorkspace('unused');
  await workspace.build('one');
}, registryMinutes * 60_000);
afterAll(async () => {
  if (because) return;
  await registry.close();
  await workspace.remove(cluster);
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  if (!because) registry.requests.length = 0;
});

const image = (): ImageFile => readImageFile(workspace.root, 'apps/backend', 'backend');
const push = (host = registry.host, env: Record<string, string> = {}) =>
  workspace.container({ registry: host, push: true }, { env });
const sent = (): string[] => registry.requests.filter((request) => /^(PUT|POST|PATCH)/.test(request));

/** What the registry itself says the digest of the image's tag is. */
async function readDigest({ repository, tag }: ImageFile): Promise<string | null> {
  const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';
  const path = repository.replace(`${registry.host}/`, '');
  const { headers } = await fetch(`http://${registry.host}/v2/${path}/manifests/${tag}`, { headers: { accept } });
  return headers.get('docker-content-digest');
}

describe.skipIf(because)(`container with a registry${because}`, () => {
  it('pushes an image without building it again, and writes down the digest that the registry has', async () => {
    const { stdout, exitCode } = await push();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/unchanged in [\d.]+ s$/m);
    expect(image().repository).toBe(`${registry.host}/todo-app/doll`);
    expect(image().digest).toBe(await readDigest(image()));
  });

  it('asks for what it has pushed before and sends nothing', async () => {
    const { digest } = image();
    const { stdout, exitCode } = await push();
    expect(exitCode, stdout).toBe(0);
    expect(registry.requests).toContain(`HEAD /v2/todo-app/doll/manifests/${digest}`);
    expect(sent()).toEqual([]);
    expect(image().digest).toBe(digest);
  });

  it('pushes again what the registry has lost', async () => {
    const { digest } = image();
    registry.empty();
    const { exitCode, stdout } = await push();
    expect(exitCode, stdout).toBe(0);
    expect(await readDigest(image())).toBe(digest);
  });

  it('pushes a changed image, and writes down its own digest', async () => {
    const before = image();
    writeFileSync(join(workspace.root, 'apps/backend/stamp'), 'changed');
    const { exitCode, stdout } = await push();
    expect(exitCode, stdout).toBe(0);
    expect(image().digest).not.toBe(before.digest);
    expect(image().digest).toBe(await readDigest(image()));
  });

  it('takes no digest of one registry for a digest of another', async () => {
    const other = await startRegistry(program, { folder: join(folder, 'other') });
    const { exitCode, stdout } = await push(other.host);
    await other.close();
    expect(exitCode, stdout).toBe(0);
    expect(other.requests.some((request) => request.startsWith('PUT /v2/todo-app/doll/manifests/'))).toBe(true);
    expect(sent()).toEqual([]);
  });

  it('takes registry and push from the environment', async () => {
    const { exitCode, stdout } = await workspace.container(
      {},
      { env: { TODO_REGISTRY: registry.host, TODO_PUSH: 'true' } },
    );
    expect(exitCode, stdout).toBe(0);
    expect(image()).toMatchObject({ repository: `${registry.host}/todo-app/doll`, digest: expect.any(String) });
  });

  it('writes no digest of an image that it did not push', async () => {
    const { exitCode, stdout } = await workspace.container({ registry: registry.host });
    expect(exitCode, stdout).toBe(0);
    expect(image().digest).toBeNull();
    expect(registry.requests).toEqual([]);
  });

  it('names a registry that does not answer', async () => {
    const { exitCode, stdout } = await push('127.0.0.1:1');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the registry 127.0.0.1:1 does not answer');
    expect(stdout).toContain('curl -i http://127.0.0.1:1/v2/');
  });

  it('names the missing login, and pushes once it was made', async () => {
    const closed = await startRegistry(program, { folder: join(folder, 'closed'), account });
    const env = { REGISTRY_AUTH_FILE: join(folder, 'auth.json') };
    writeFileSync(env.REGISTRY_AUTH_FILE, '{}');
    const refused = await push(closed.host, env);
    const login = ['podman', 'login', '--tls-verify=false', '--username', 'tester', '--password-stdin', closed.host];
    const loggedIn = await run(login, { env, input: password });
    const accepted = await push(closed.host, env);
    await closed.close();
    expect(refused.stdout).toContain(`Run: podman login ${closed.host}`);
    expect(loggedIn.exitCode, loggedIn.stderr).toBe(0);
    expect(accepted.exitCode, accepted.stdout).toBe(0);
    expect(
      accepted.stdout + readFileSync(join(workspace.root, 'dist/apps/backend/container.log'), 'utf8'),
    ).not.toContain(Buffer.from(`tester:${password}`).toString('base64'));
  });
});
