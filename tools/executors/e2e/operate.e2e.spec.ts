import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Cluster,
  type ImageFile,
  readClusterFile,
  readImageFile,
  readNodeImages,
  run,
  runOrThrow,
  type RunResult,
} from '../src/index';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `operate-e2e-${randomBytes(3).toString('hex')}`;
/** Of this test alone, so that it cleans nobody else's images. */
const repository = `todo-app/${namespace}`;
const receiptSelector = 'helm-deploy/release=doll';
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
let cluster: Cluster;
let view: ClusterView;
let workspace: DollWorkspace;
/** The images of revision 1 and 2. */
let first: ImageFile;
let second: ImageFile;

beforeAll(async () => {
  cluster = readClusterFile(join(__dirname, '../../..'));
  view = viewNamespace(cluster, namespace);
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  write('.gitignore', '/dist\n/node_modules\n/tmp\n/.env\n/my.yaml\n');
  write('apps/web/page.ts', 'one');
  await git('init', '--quiet');
});
afterAll(async () => {
  await view.remove();
  await workspace.remove(cluster);
});

function write(path: string, text: string): void {
  mkdirSync(join(workspace.root, path, '..'), { recursive: true });
  writeFileSync(join(workspace.root, path), text);
}

async function git(...words: string[]): Promise<string> {
  const identity = ['-c', 'user.name=Doll', '-c', 'user.email=doll@example.org'];
  return (await runOrThrow(run, ['git', ...identity, ...words], { cwd: workspace.root })).stdout.trim();
}

/** Writes a file, and commits everything. */
async function commit(path: string, text: string): Promise<string> {
  write(path, text);
  await git('add', '--all');
  await git('commit', '--quiet', '--message', `${path}: ${text}`);
  return git('rev-parse', 'HEAD');
}

/** Changes the image. The stamp is of this test alone: engines give equal content one id, and other tests remove theirs. */
function stamp(text: string): Promise<string> {
  return commit('apps/backend/stamp', `${namespace} ${text}`);
}

async function build(): Promise<ImageFile> {
  const { exitCode, stdout } = await workspace.container({ repository });
  expect(exitCode, stdout).toBe(0);
  return readImageFile(workspace.root, 'apps/backend', 'backend');
}

async function succeed(result: Promise<RunResult>): Promise<string> {
  const { exitCode, stdout, stderr } = await result;
  expect(exitCode, `${stdout}${stderr}`).toBe(0);
  return stdout;
}

const readBase = async (): Promise<string | undefined> =>
  (await succeed(workspace.operate('base'))).trimEnd().split('\n').at(-1);

describe('base', () => {
  let deployed: string;

  it('is everything while nothing is deployed', async () => {
    deployed = await stamp('one');
    expect(await readBase()).toBe(emptyTree);
  });

  it('is the commit that runs', async () => {
    first = await build();
    await succeed(workspace.deploy());
    expect(await readBase()).toBe(deployed);
  });

  it('still shows what a failed deploy of commit B brought, once the unrelated commit C is there', async () => {
    await stamp('B');
    await build();
    const failed = await workspace.deploy({ backend: { program: 'raise SystemExit(1)' } });
    expect(failed.exitCode).toBe(1);
    await commit('apps/web/page.ts', 'C');
    const base = (await readBase()) ?? '';
    expect(base).toBe(deployed);
    const affected = await git('diff', '--name-only', base, 'HEAD');
    expect(affected.split('\n').sort()).toEqual(['apps/backend/stamp', 'apps/web/page.ts']);
  });

  it('moves on with the deploy of B, also from a workspace with changes', async () => {
    second = await build();
    write('apps/web/page.ts', 'never committed');
    await succeed(workspace.deploy());
    expect(await readBase()).toBe(await git('rev-parse', 'HEAD'));
  });

  it('is everything once such a change was taken back', async () => {
    await git('checkout', '--quiet', 'apps/web/page.ts');
    expect(await readBase()).toBe(emptyTree);
  });
});

describe('verify', () => {
  const editByHand = async (spec: object): Promise<void> => {
    const options = setHeaderOptions('Content-Type', PatchStrategy.StrategicMergePatch);
    await view.apps.patchNamespacedDeployment({ namespace, name: 'backend', body: { spec } }, options);
  };

  it('finds the cluster as the receipt tells', async () => {
    const stdout = await succeed(workspace.operate('verify'));
    expect(stdout).toContain(`image     ${repository}:${second.tag}`);
    expect(stdout).toContain('The cluster is what the receipt tells.');
  });

  it('has no receipt to compare with once that is removed, until the next deploy sees that all is well', async () => {
    const { items } = await view.core.listNamespacedConfigMap({ namespace, labelSelector: receiptSelector });
    const names = items.map(({ metadata }) => metadata?.name ?? '').sort();
    await view.core.deleteNamespacedConfigMap({ namespace, name: names.at(-1) ?? '' });
    const { exitCode, stdout: said } = await workspace.operate('verify');
    expect([exitCode, said]).toEqual([1, expect.stringContaining('has no receipt')]);
    const stdout = await succeed(workspace.deploy());
    expect(stdout).toContain('unchanged since revision');
    expect(stdout).toMatch(/^receipt {2}was missing, and is written now for revision \d+, which is healthy/m);
    expect(await succeed(workspace.operate('verify'))).toContain('The cluster is what the receipt tells.');
    expect(await succeed(workspace.deploy())).not.toContain('receipt');
  });

  it('names a field that was changed by hand', async () => {
    await editByHand({ progressDeadlineSeconds: 121 });
    const { exitCode, stdout } = await workspace.operate('verify', { json: true });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'different',
      differences: [{ object: 'Deployment/backend', path: 'spec.progressDeadlineSeconds', live: 121, wanted: 120 }],
    });
    await succeed(workspace.deploy());
  });
});

it('the base is everything after a rewritten history', async () => {
  const head = await git('rev-parse', 'HEAD');
  expect(await readBase()).toBe(head);
  await git('commit', '--quiet', '--amend', '--message', 'rewritten');
  expect(await readBase()).toBe(emptyTree);
  await git('reset', '--quiet', '--hard', head);
});

describe('an upgrade by hand', () => {
  it('is told from the deploy whose labels it has, value by value, and counts as unknown', async () => {
    const tools = readFileSync(join(workspace.root, 'dist/tools/cluster/tools.json'), 'utf8');
    const { helm } = JSON.parse(tools) as { helm: { program: string } };
    const place = ['--namespace', namespace, '--kubeconfig', cluster.kubeconfig, '--kube-context', cluster.context];
    const how = ['--reuse-values', '--wait', '--server-side=true', '--force-conflicts'];
    const byHand = ['--set', 'backend.requests.cpu=12m', ...how, ...place];
    await runOrThrow(run, [helm.program, 'upgrade', 'doll', join(workspace.root, 'chart'), ...byHand]);
    const { exitCode, stdout } = await workspace.operate('verify');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/revision \d+ values backend\.requests\.cpu: 12m instead of nothing/);
    expect(await readBase()).toBe(emptyTree);
    const dry = await succeed(workspace.deploy({}, { dryRun: true }));
    expect(dry).toMatch(/because: revision \d+ was not made by this executor: it is taken over/);
  });
});

describe('rollback', () => {
  /** One that runs the first image. */
  let good: number;

  it('passes over what was never seen healthy, and says what changes, before it changes anything', async () => {
    const history = await view.history();
    const stdout = await succeed(workspace.operate('rollback', { dryRun: true }));
    expect(stdout).toMatch(/^changes {2}values: backend\.requests\.cpu /m);
    expect(await view.history()).toEqual(history);
  });

  it('passes over revisions whose image is gone, and a second time goes further back', async () => {
    await removeFromNodes(second);
    const stdout = await succeed(workspace.operate('rollback'));
    expect(stdout).toMatch(new RegExp(`^past +revision \\d+: ${repository}:${second.tag} is gone`, 'm'));
    expect(stdout).toMatch(/^changes {2}commit: \w{12} instead of \w{12}/m);
    good = Number(/as revision (\d+)/.exec(stdout)?.[1]);
    const verified = await succeed(workspace.operate('verify'));
    expect(verified).toContain(`revision ${good}, which goes back to revision 1 on`);
    expect(verified).toContain(`${repository}:${first.tag}`);
    const again = await workspace.operate('rollback');
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain('Helm keeps none.');
  });

  it('refuses a schema that the older code does not know, unless it is forced or the migration says so', async () => {
    write('apps/backend/migrations/versions/0002_readable.py', 'readable_by_older_code = True\n');
    write('apps/backend/migrations/versions/0003_breaking.py', '');
    await stamp('three');
    await build();
    const foretold =
      /after this, no way back to revision \d+ without --force: its code does not know \S+\/0003_breaking\.py\s/;
    expect(await succeed(workspace.deploy({}, { dryRun: true }))).toMatch(foretold);
    expect(await succeed(workspace.deploy())).toMatch(foretold);
    const refused = await workspace.operate('rollback', { revision: good });
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toContain('apps/backend/migrations/versions/0003_breaking.py.');
    expect(refused.stdout).not.toContain('0002_readable.py');
    expect(await succeed(workspace.operate('rollback', { revision: good, force: true }))).toMatch(
      /^schema .*0003_breaking/m,
    );
  });

  it('that fails names the cause and goes forth again', async () => {
    const flaky = { backend: { secretKeys: ['DATABASE_URL', 'COHERE_API_KEY'] } };
    workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo', COHERE_API_KEY: 'c'.repeat(40) });
    await succeed(workspace.deploy(flaky));
    workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
    await succeed(workspace.deploy());
    const { exitCode, stdout } = await workspace.operate('rollback');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/Roll back "doll" to revision \d+ failed: backend: .*wants the key COHERE_API_KEY/);
    expect(stdout).toMatch(/Back at revision \d+, which ran before: backend 1\/1 ready/);
    expect(await view.readyPods()).toHaveLength(1);
  });
});

describe('clean-images', () => {
  const engineHas = async ({ imageId, engine }: ImageFile): Promise<boolean> =>
    (await run([engine, 'image', 'inspect', imageId])).exitCode === 0;
  const nodeHas = async ({ tag }: ImageFile): Promise<boolean> =>
    ((await readNodeImages(run, cluster)) ?? []).some((images) =>
      images.some(({ name }) => name.endsWith(`${repository}:${tag}`)),
    );
  let unused: ImageFile;

  it('lists what nothing needs, and removes nothing', async () => {
    await stamp('unused');
    unused = await build();
    workspace.pretend(first);
    const stdout = await succeed(workspace.operate('clean-images', { components: ['backend'] }));
    expect(stdout).toContain(`${repository}:${unused.tag}`);
    expect(stdout).not.toContain(`${repository}:${first.tag}`);
    expect(await engineHas(unused)).toBe(true);
  });

  it('removes it, and keeps what revisions and the next deploy need', async () => {
    await succeed(workspace.operate('clean-images', { components: ['backend'], dryRun: false }));
    expect([await engineHas(unused), await engineHas(first), await nodeHas(first)]).toEqual([false, true, true]);
    const again = await succeed(workspace.operate('clean-images', { components: ['backend'] }));
    expect(again).toMatch(/Every image of ours is needed\.$/m);
  });

  it('removes all of a release that is gone, in engine and node', async () => {
    await view.remove();
    rmSync(join(workspace.root, 'dist/apps/backend/image.json'));
    const options = { components: ['backend'], repositories: [repository], dryRun: false };
    await succeed(workspace.operate('clean-images', options));
    expect([await engineHas(first), await nodeHas(first)]).toEqual([false, false]);
  });
});

async function removeFromNodes({ tag }: ImageFile): Promise<void> {
  const { program, env } = cluster.engine ?? { program: 'docker', env: {} };
  for (const { name } of cluster.nodes) {
    const ctr = [program, 'exec', name, 'ctr', '-n', 'k8s.io', 'images', 'rm', `docker.io/${repository}:${tag}`];
    await runOrThrow(run, ctr, { env });
  }
}
