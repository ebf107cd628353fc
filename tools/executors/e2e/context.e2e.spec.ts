import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, run, type RunResult, writeImageFile } from '../src/index';
import { createStubWorkspace, nx, type StubWorkspace } from './stub-workspace';

const repository = join(__dirname, '../../..');
const apps = ['backend', 'frontend', 'gateway'];
const builders = { ...Object.fromEntries(apps.map((app) => [app, `apps/${app}`])), 'k8s-chart': 'libs/k8s-chart' };
let workspace: StubWorkspace;
let chart: { targets: Record<string, { options: object; dependsOn: unknown[] }> };

/** The real chart project and the real cluster project, with images that need no build. */
beforeAll(async () => {
  workspace = await createStubWorkspace();
  rmSync(join(workspace.root, 'app'), { recursive: true });
  for (const path of ['nx.json', 'tools/cluster', 'tools/executors', 'libs/k8s-chart'])
    cpSync(join(repository, path), join(workspace.root, path), { recursive: true });
  chart = JSON.parse(readFileSync(join(repository, 'libs/k8s-chart/project.json'), 'utf8')) as typeof chart;
  for (const [project, root] of Object.entries(builders)) {
    const targets = { ...(project === 'k8s-chart' && chart.targets), container: { command: 'true' } };
    workspace.write(`${root}/project.json`, JSON.stringify({ name: project, targets }));
    writeImageFile(workspace.root, root, image(project));
  }
  workspace.write('apps.yaml', apps.map((app) => `${app}: { image: { tag: "one" } }\n`).join(''));
  workspace.write('postgres.yaml', 'postgres: { image: { tag: "two" } }\n');
  for (const engine of ['kind', 'podman', 'docker', 'minikube']) workspace.stub(engine, recording(engine));
});
afterAll(() => workspace.remove());
beforeEach(() => {
  workspace.write('calls', '');
  rmSync(join(workspace.root, 'dist/tools'), { recursive: true, force: true });
});

/** Notes how it was called; answers to be there, if it is podman. */
const recording = (program: string): string =>
  `echo "${program} $*" >>"$ROOT/calls"\n${program === 'podman' ? 'echo podman version 4.3.1' : 'exit 1'}`;

const deploy = (options: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<RunResult> =>
  run([nx, 'deploy', 'k8s-chart', '--dryRun', '--values=apps.yaml', '--values=postgres.yaml', ...options], {
    cwd: workspace.root,
    env: {
      ...workspace.env,
      KUBECONFIG: workspace.api.kubeconfig,
      XDG_CACHE_HOME: join(workspace.root, 'cache'),
      TODO_CLUSTER_NAME: '',
      TODO_CLUSTER_CONTEXT: '',
      ...env,
    },
  });

/** Whether anything was done towards a cluster of our own. */
function triedOwnCluster(): boolean {
  const calls = readFileSync(join(workspace.root, 'calls'), 'utf8');
  return /^kind|^podman (?!--version)/m.test(calls) || existsSync(join(workspace.root, 'cache/todo-app/clusters'));
}

function readClusterJson(): Partial<Cluster> {
  return JSON.parse(readFileSync(join(workspace.root, 'dist/tools/cluster/cluster.json'), 'utf8')) as Cluster;
}

describe('nx deploy k8s-chart to a context that is named', () => {
  const expectStub = async (deployed: Promise<RunResult>): Promise<RunResult> => {
    const result = await deployed;
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(result.stdout).toContain('Dry run of "todo-app": nothing was changed.');
    expect(readClusterJson()).toMatchObject({ context: 'stub', owned: false });
    expect(triedOwnCluster()).toBe(false);
    return result;
  };

  it('on the command line makes no cluster of its own and takes that one, with every values file that is named', async () => {
    const { stdout } = await expectStub(deploy(['--context=stub']));
    expect(stdout).toMatch(/backend:one \(named in the values\)/);
    expect(stdout).toMatch(/postgres:two \(named in the values\)/);
  });

  it('in the options of project.json does so, too', async () => {
    const { deploy: target, ...rest } = chart.targets;
    const named = { ...target, options: { ...target?.options, context: 'stub' } };
    const targets = { ...rest, container: { command: 'true' }, deploy: named };
    workspace.write('libs/k8s-chart/project.json', JSON.stringify({ name: 'k8s-chart', targets }));
    await expectStub(deploy());
    workspace.write(
      'libs/k8s-chart/project.json',
      JSON.stringify({ name: 'k8s-chart', targets: { ...targets, deploy: target } }),
    );
  });

  it('in TODO_CLUSTER_CONTEXT does so, too', async () => {
    await expectStub(deploy([], { TODO_CLUSTER_CONTEXT: 'stub' }));
  });

  it('that is not in the kubeconfig fails before anything is made', async () => {
    const { exitCode, stdout, stderr } = await deploy(['--context=nowhere']);
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain('your kubeconfig has no context "nowhere"');
    expect(triedOwnCluster()).toBe(false);
  });
});

it.each(apps)('helm-deploy of %s hands its context on in the same way', (app) => {
  const { targets } = JSON.parse(readFileSync(join(repository, `apps/${app}/project.json`), 'utf8')) as typeof chart;
  const [connect] = chart.targets['deploy']?.dependsOn ?? [];
  expect(targets['helm-deploy']?.dependsOn).toContainEqual(connect);
  expect(connect).toMatchObject({ target: 'connect', params: 'forward', options: 'forward' });
});

const image = (project: string): Parameters<typeof writeImageFile>[2] => ({
  project,
  repository: `todo-app/${project}`,
  tag: 'a'.repeat(12),
  imageId: `sha256:${'a'.repeat(64)}`,
  inputs: `sha256:${'b'.repeat(64)}`,
  digest: null,
  platform: `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`,
  sizeBytes: 1,
  engine: 'podman',
});
