import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatError } from '../../lib/errors';
import { run } from '../../lib/run';
import { startStubApi, type StubApi } from '../../testing/stub-api';
import { deploy } from './deploy';
import { createOutput } from './output';
import { withScratch, writePrivate } from './scratch';
import type { Settings } from './settings';

const imageId = `sha256:${'a'.repeat(64)}`;
const manifest = `sha256:${'b'.repeat(64)}`;

/** Renders one Deployment; an upgrade fails as one that another program's field is in the way of. */
const helm = `#!/bin/sh
case "$1" in
  version) echo v4.3.1 ;;
  template) printf 'apiVersion: apps/v1\\nkind: Deployment\\nmetadata: { name: api }\\n' ;;
  rollback) ls "$(dirname "$0")"/../dist/deploy/*/report.md >&2; exit 1 ;;
  upgrade) echo 'Error: UPGRADE FAILED: conflict with "kubectl-edit"' >&2; exit 1 ;;
esac
`;
/** Has every image that is in the file "node"; reports success whatever it is told to import. */
const podman = `#!/bin/sh
case "$*" in
  *"images check"*) cat "$(dirname "$0")/node" ;;
  save*) while [ "$1" != --output ]; do shift; done; echo archive >"$2" ;;
esac
`;

let root: string;
let api: StubApi;
let said: string[];
const path = process.env['PATH'];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'deploy-'));
  said = [];
  await start({});
  write('bin/helm', helm);
  write('bin/podman', podman);
  write('bin/node', '');
  write('chart/values.yaml', 'backend:\n  image: { repository: "", tag: "" }\nsecrets: {}\n');
  write('.env', 'DATABASE_URL=postgresql://todo:pass@db/todo\n');
  writeJson('dist/tools/cluster/tools.json', {
    engine: { program: 'podman', env: {} },
    helm: { program: join(root, 'bin/helm') },
  });
  writeJson('dist/apps/backend/image.json', image);
  process.env['PATH'] = `${join(root, 'bin')}:${path}`;
});
afterEach(async () => {
  process.env['PATH'] = path;
  rmSync(root, { recursive: true });
  await api.close();
});

describe('a deploy that is refused', () => {
  it('writes nothing and names everything at once', async () => {
    rmSync(join(root, 'dist/apps/backend/image.json'));
    write('.env', 'DATABASE_URL=\n');
    write('my.yaml', 'backend: [\n');
    const letter = await refuse({ values: ['my.yaml'] });
    expect(letter).toContain('3 things are in the way');
    expect(letter).toContain('DATABASE_URL in .env is empty.');
    expect(letter).toContain('Read my.yaml:');
    expect(letter).toContain('No image for "backend"');
    expect(writes()).toEqual([]);
  });

  it('without a cluster.json names the command that makes it', async () => {
    rmSync(join(root, 'dist/tools/cluster/cluster.json'));
    expect(await refuse()).toBe(
      'Find the cluster to deploy to: there is no dist/tools/cluster/cluster.json.\nRun: nx up cluster',
    );
  });

  it('to a context that is not local and was not named', async () => {
    await start({}, { provider: 'other' });
    expect(await refuse()).toContain('this context is not plainly local and was not named');
    expect(api.requests).toEqual([]);
  });

  it('to a cluster that does not answer', async () => {
    await api.stop();
    expect(await refuse()).toMatch(/Reach the cluster "stub": .*ECONNREFUSED/);
  });

  it('into a namespace that is being deleted', async () => {
    await start({ '/api/v1/namespaces/todo-app': { status: { phase: 'Terminating' } } });
    expect(await refuse()).toContain('The namespace "todo-app" is being deleted.');
  });

  it('without the rights it needs', async () => {
    await start({ '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews': { status: { allowed: false } } });
    expect(await refuse()).toContain(
      'this account may not create namespaces, create secrets, patch secrets, create deployments',
    );
    expect(writes()).toEqual([]);
  });
});

describe('loading', () => {
  it('does not believe an import that says it succeeded', async () => {
    expect(await refuse()).toContain(`the import reported success, but the node does not have ${imageId}`);
    // a busy machine renews the lock meanwhile
    expect([...new Set(writes())]).toEqual([
      'POST /api/v1/namespaces',
      'POST /apis/coordination.k8s.io/v1/namespaces/todo-app/leases',
      'PUT /apis/coordination.k8s.io/v1/namespaces/todo-app/leases',
    ]);
  }, 20_000);
});

describe('a Helm that fails', () => {
  beforeEach(() => {
    write(
      'bin/node',
      `docker.io/a/b:aaaaaaaaaaaa t ${manifest} complete (1/1) 1 B/1 B true\n${imageId} t ${manifest} complete (1/1) 1 B/1 B true\n`,
    );
  });

  it('for a reason that is not known is quoted, not interpreted', async () => {
    expect(await attemptDeploy()).toBe(false);
    expect(said.join('\n')).toContain(
      'Deploy "todo-app" failed: cause unknown. Helm says: Error: UPGRADE FAILED: conflict with "kubectl-edit"',
    );
  });

  it('has its evidence written before anything is rolled back', async () => {
    const labels = { owner: 'helm', name: 'todo-app', version: '1', status: 'deployed' };
    await start({ ['/api/v1/namespaces/todo-app/secrets']: { items: [{ metadata: { labels } }] } });
    expect(await attemptDeploy()).toBe(false);
    expect(said.join('\n')).toMatch(
      /Going back to revision 1 failed too: [\s\S]*dist\/deploy\/\S+\/report\.md\n? Try: /,
    );
  });

  it('is told of even where the evidence cannot be written', async () => {
    write('dist/deploy', 'a file where the folder should be');
    expect(await attemptDeploy()).toBe(false);
    expect(said.join('\n')).toMatch(/failed: cause unknown[\s\S]*Evidence: could not be written \(EEXIST|ENOTDIR/);
  });
});

describe('a dry run', () => {
  it('writes nothing, not even the namespace', async () => {
    expect(await attemptDeploy({ dryRun: true })).toBe(true);
    expect(said.join('\n')).toContain('a/b:aaaaaaaaaaaa (new), to be put into the node');
    expect(writes()).toEqual([]);
  });

  it('says the same to programs', async () => {
    await attemptDeploy({ dryRun: true, json: true });
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({
      event: 'result',
      status: 'planned',
      images: [{ component: 'backend', image: 'a/b:aaaaaaaaaaaa', reason: 'new', load: true }],
      secret: { name: 'todo-app-secrets', changed: ['DATABASE_URL', 'BETTER_AUTH_SECRET'] },
    });
  });
});

it('keeps values where only this user can read them, and not for long', async () => {
  const [folder, file] = await withScratch((scratch) => {
    const values = writePrivate(scratch, 'values.json', { a: 1 });
    expect([statSync(scratch).mode & 0o777, statSync(values).mode & 0o777]).toEqual([0o700, 0o600]);
    return Promise.resolve([scratch, values]);
  });
  expect(() => statSync(folder ?? '')).toThrow();
  expect(() => readFileSync(file ?? '')).toThrow();
});

async function start(answers: Readonly<Record<string, unknown>>, changes: object = {}): Promise<void> {
  await (api as StubApi | undefined)?.close();
  api = await startStubApi(answers);
  const nodes = [{ name: 'node', architecture: 'amd64' }];
  const engine = { program: 'podman', env: {} };
  const cluster = {
    provider: 'kind',
    owned: true,
    context: 'stub',
    kubeconfig: api.kubeconfig,
    nodes,
    load: 'kind',
    engine,
  };
  writeJson('dist/tools/cluster/cluster.json', { ...cluster, ...changes });
}

function attemptDeploy(changes: Partial<Settings> = {}): Promise<boolean> {
  const settings: Settings = {
    workspace: root,
    cwd: root,
    command: 'nx deploy chart',
    chart: 'chart',
    components: [{ key: 'backend', project: 'backend', projectRoot: 'apps/backend' }],
    context: undefined,
    namespace: 'todo-app',
    release: 'todo-app',
    baseValues: [],
    values: [],
    timeoutSeconds: 10,
    rollback: true,
    drift: 'repair',
    lock: 'wait',
    dryRun: false,
    verbose: false,
    json: false,
    ...changes,
  };
  const output = createOutput(settings, (line) => said.push(line));
  const { signal } = new AbortController();
  return withScratch((scratch) => deploy(settings, { run, output, scratch, signal }));
}

async function refuse(changes?: Partial<Settings>): Promise<string> {
  const error = await attemptDeploy(changes).then(
    (success) => new Error(`It was not refused but ended with ${success}: ${said.join('\n')}`),
    (thrown: unknown) => thrown,
  );
  return formatError(error);
}

/** Requests that would change something. */
function writes(): string[] {
  return api.requests.filter((request) => !request.startsWith('GET') && !request.endsWith('accessreviews'));
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
  chmodSync(join(root, name), 0o755);
}

function writeJson(name: string, content: unknown): void {
  write(name, JSON.stringify(content));
}

const image = {
  project: 'backend',
  repository: 'a/b',
  tag: 'aaaaaaaaaaaa',
  imageId,
  inputs: `sha256:${'1'.repeat(64)}`,
  digest: null,
  platform: 'linux/amd64',
  sizeBytes: 1,
  engine: 'podman',
};
