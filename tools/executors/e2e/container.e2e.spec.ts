import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureImageBytes, findEngine, type ImageFile, readImageFile, run, type RunResult } from '../src';
import executeContainer from '../src/executors/container/executor';
import type { ContainerOptions } from '../src/executors/container/schema';

const workspace = join(__dirname, '../../..');
const isPodman = (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, 'podman')));
const canary = 'canary-c0ffee';

let folder: string;
let env: Record<string, string>;

/** A workspace of its own, and a store of its own, so that it can be emptied while others build. */
beforeAll(async () => {
  if (!isPodman) return;
  folder = mkdtempSync(join(tmpdir(), 'container-e2e-'));
  symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'));
  write('package.json', '{ "name": "e2e", "private": true }');
  write('nx.json', '{ "analytics": false }');
  write('tsconfig.base.json', readFileSync(join(workspace, 'tsconfig.base.json'), 'utf8'));
  write('storage.conf', `[storage]\ndriver = "overlay"\ngraphroot = "${folder}/store"\nrunroot = "${folder}/run"\n`);
  write('ca.pem', canary);
  env = {
    ...(await findEngine(run, workspace, 'podman')).env,
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    NODE_EXTRA_CA_CERTS: '',
    SSL_CERT_FILE: join(folder, 'ca.pem'),
  };
  write('dist/tools/cluster/tools.json', JSON.stringify({ engine: { program: 'podman', env } }));
  process.env['SSL_CERT_FILE'] = join(folder, 'ca.pem');
  await loadTinyBase();
});

afterAll(async () => {
  if (!isPodman) return;
  await run(['podman', 'image', 'rm', '--all', '--force'], { env });
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => {
  write(
    'app/project.json',
    '{ "name": "app", "targets": { "container": { "executor": "@todo-app/executors:container" } } }',
  );
  write(
    'app/Dockerfile',
    'ARG BASE_IMAGE=localhost/e2e/base:1\nFROM ${BASE_IMAGE}\nCOPY hello.txt /\nCMD ["/bin/sh"]\n',
  );
  write('app/hello.txt', 'hello');
});

function write(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** A base image from the machine's own static shell, so that RUN works and no registry is asked. */
async function loadTinyBase(): Promise<void> {
  write('base/Dockerfile', 'FROM scratch\nCOPY root/ /\n');
  const libraries = (await run(['ldd', '/bin/sh'])).stdout.match(/\/\S+/g) ?? [];
  const files = [
    '/bin/sh',
    '/bin/cat',
    ...libraries,
    ...((await run(['ldd', '/bin/cat'])).stdout.match(/\/\S+/g) ?? []),
  ];
  for (const file of new Set(files)) {
    const target = join(folder, 'base/root', file);
    mkdirSync(join(target, '..'), { recursive: true });
    await run(['cp', '-L', file, target]);
  }
  const built = await run(['podman', 'build', '--tag', 'localhost/e2e/base:1', join(folder, 'base')], { env });
  expect(built.exitCode, built.stderr).toBe(0);
}

const context = {
  root: '',
  cwd: '',
  isVerbose: false,
  projectName: 'app',
  projectsConfigurations: { version: 2, projects: { app: { root: 'app' } } },
  nxJsonConfiguration: {},
  projectGraph: { nodes: {}, dependencies: {} },
};

/** Calls the executor as Nx does, without the seconds that Nx itself takes to start. */
async function container(options: ContainerOptions = {}): Promise<{ success: boolean; said: string }> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const { success } = await executeContainer(options, { ...context, root: folder, cwd: folder });
    return { success, said: print.mock.calls.map(([line]) => String(line)).join('\n') };
  } finally {
    print.mockRestore();
  }
}
const nx = (...options: string[]): Promise<RunResult> =>
  run([join(workspace, 'node_modules/.bin/nx'), 'container', 'app', ...options], { cwd: folder, env });
const image = (): ImageFile => readImageFile(folder, 'app', 'app');

describe.skipIf(!isPodman)(`container with a real engine${isPodman ? '' : ' (skipped: no podman here)'}`, () => {
  it('builds, names what it built, and says so in one line', async () => {
    const { stdout, exitCode } = await nx();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^app:[0-9a-f]{12} {2}[\d.]+ MB {2}built in [\d.]+ s$/m);
    const { imageId, tag } = image();
    const found = await run(['podman', 'image', 'inspect', '--format', '{{.Id}}', `app:${tag}`], { env });
    expect(`sha256:${found.stdout.trim()}`).toBe(imageId);
  });

  it('starts no builder when nothing that goes in has changed', async () => {
    await container();
    const before = image();
    write('app/README.md', 'does not reach the image');
    write('app/.dockerignore', 'README.md\n.dockerignore\nproject.json\n');
    await container();
    const ignored = image();
    write('app/README.md', 'another text');
    expect((await container()).said).toContain('unchanged in');
    expect(image()).toEqual(ignored);
    expect(before.inputs).not.toBe(ignored.inputs);
  });

  it('builds again, with equal inputs, when the engine has lost the image', async () => {
    await container();
    const { inputs } = image();
    await run(['podman', 'image', 'rm', '--force', image().imageId], { env });
    const owner = { root: folder, project: 'app', projectRoot: 'app' };
    const { imageId } = await ensureImageBytes(run, { program: 'podman', env }, owner);
    expect(image().inputs).toBe(inputs);
    const held = await run(['podman', 'image', 'exists', imageId.slice(7)], { env });
    expect(held.exitCode).toBe(0);
  });

  it('brings bytes back for whoever finds only their identity', async () => {
    await container();
    const lost = { ...image(), imageId: `sha256:${'0'.repeat(64)}`, tag: '0'.repeat(12) };
    write('dist/app/image.json', JSON.stringify(lost));
    const found = await ensureImageBytes(
      run,
      { program: 'podman', env },
      { root: folder, project: 'app', projectRoot: 'app' },
    );
    expect(found.inputs).toBe(lost.inputs);
    const held = await run(['podman', 'image', 'exists', found.imageId.slice(7)], { env });
    expect(held.exitCode).toBe(0);
  });

  it('names the failing line of the Dockerfile and what was said there', async () => {
    write('app/Dockerfile', 'FROM localhost/e2e/base:1\n\nRUN echo "no such package: left-pad" >&2 && exit 3\n');
    const { said, success } = await container();
    expect(success).toBe(false);
    expect(said).toContain('Build the image of "app": app/Dockerfile:3 failed.');
    expect(said).toContain('    no such package: left-pad');
    expect(readFileSync(join(folder, 'dist/app/container.log'), 'utf8')).toContain('STEP 2/2: RUN echo');
  });

  it('refuses an image that is too large, and names its largest layer', async () => {
    const { said, success } = await container({ maxSizeMb: 0.5 });
    expect(success).toBe(false);
    expect(said).toMatch(/Accept app: it has [\d.]+ MB, and maxSizeMb allows 0\.5 MB/);
    expect(said).toMatch(/ MB {2}COPY dir:/);
  });

  it('shows a build the CA bundle and leaves it in no layer and no history', async () => {
    write(
      'app/Dockerfile',
      'FROM localhost/e2e/base:1\nRUN --mount=type=secret,id=ca test "$(cat /run/secrets/ca)" = ' +
        `${canary.split('').join('""')}\n`,
    );
    const { said, success } = await container();
    expect(success, said).toBe(true);
    const archive = join(folder, 'image.tar');
    await run(['podman', 'save', '--output', archive, image().imageId.slice(7)], { env });
    expect(readFileSync(archive).includes(canary)).toBe(false);
    rmSync(archive);
  });

  it('says how to get a base image that nobody has', async () => {
    write('app/Dockerfile', 'ARG BASE_IMAGE=registry.invalid/nothing:1\nFROM ${BASE_IMAGE}\n');
    const { said } = await container();
    expect(said).toContain('Get the base image registry.invalid/nothing:1: registry.invalid does not answer');
    expect(said).toContain('--buildArgs.BASE_IMAGE=');
  });

  it('refuses an option it does not have', async () => {
    const { stdout, stderr, exitCode } = await nx('--pull');
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("'pull' is not found in schema");
  });
});
