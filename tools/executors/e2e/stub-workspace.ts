import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startStubApi, type StubApi } from '../src/testing/stub-api';

const repository = join(__dirname, '../../..');
export const nx = join(repository, 'node_modules/.bin/nx');

/** An Nx workspace of its own: a project `app` with both executors, stub programs, and a stub of a cluster. */
export interface StubWorkspace {
  root: string;
  api: StubApi;
  /** For each process in it: the stubs first on PATH, and no Nx of another workspace in the way. */
  env: Readonly<Record<string, string | undefined>>;
  write(name: string, text: string): void;
  /** Puts a shell script, which knows the workspace as ROOT, among the programs. */
  stub(name: string, script: string): void;
  /** The process that a slow stub became, once it is there. */
  slowProcess(): number | undefined;
  remove(): Promise<void>;
}

const imageId = 'a'.repeat(64);
const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
const becomeSlow = 'if [ -e "$ROOT/slow" ]; then echo $$ >"$ROOT/pid"; exec sleep 300; fi';

/** Builds what it is asked to at once, or never while there is a file "slow". */
const podman = `
case "$*" in
  build*) ${becomeSlow}; touch "$ROOT/built" ;;
  *version*) echo podman version 4.3.1 ;;
  "image inspect"*) [ -e "$ROOT/built" ] && echo ${imageId} 1 ;;
  *"images check"*) printf '%s t sha256:b complete (1/1) 1 B/1 B true\\n' docker.io/library/app:${imageId.slice(0, 12)} sha256:${imageId} ;;
esac
`;
/** Installs what it is asked to at once, or never while there is a file "slow". */
const helm = `
case "$1" in
  version) echo v4.3.1 ;;
  template) printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: { name: app }\\n' ;;
  upgrade) ${becomeSlow} ;;
esac
`;

/** Makes the workspace. */
export async function createStubWorkspace(): Promise<StubWorkspace> {
  const root = mkdtempSync(join(tmpdir(), 'stub-workspace-'));
  const api = await startStubApi({ '/api/v1/nodes': { items: [node] } });
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const stub = (name: string, script: string): void => {
    write(`${programs}/${name}`, `#!/bin/sh\nROOT='${root}'\n${script}\n`);
    chmodSync(join(root, programs, name), 0o755);
  };
  borrowPackages(root);
  write('package.json', '{ "name": "stub", "private": true }');
  write('nx.json', '{ "analytics": false }');
  write('tsconfig.base.json', readFileSync(join(repository, 'tsconfig.base.json'), 'utf8'));
  write('app/project.json', JSON.stringify({ name: 'app', targets }));
  write('app/Dockerfile', 'FROM scratch\nCOPY hello.txt /\n');
  write('app/hello.txt', 'hello');
  write('chart/values.yaml', 'app:\n  image: { repository: "", tag: "" }\n');
  write('dist/tools/cluster/tools.json', JSON.stringify(tools(join(root, programs, 'helm'))));
  write('dist/tools/cluster/cluster.json', JSON.stringify(cluster(api.kubeconfig)));
  stub('podman', podman);
  stub('helm', helm);
  return {
    root,
    api,
    write,
    stub,
    env: {
      PATH: `${join(root, programs)}:${process.env['PATH'] ?? ''}`,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      // the tests are a task of Nx themselves, and a run that is interrupted would be taken for a loop of that one
      NX_INVOCATION_ROOT_PID: undefined,
    },
    slowProcess: () => (existsSync(join(root, 'pid')) ? Number(readFileSync(join(root, 'pid'), 'utf8')) : undefined),
    remove: async () => {
      await api.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** The one folder that nx-container looks into before the folder of node, where a real engine may lie. */
const programs = 'node_modules/.bin';

/** Installs the packages of this repository, but none of their programs, and nothing that was made of its sources. */
function borrowPackages(root: string): void {
  const packages = join(repository, 'node_modules');
  mkdirSync(join(root, programs), { recursive: true });
  for (const name of readdirSync(packages).filter((each) => !each.startsWith('.')))
    symlinkSync(join(packages, name), join(root, 'node_modules', name));
}

const node = { metadata: { name: 'node' }, status: { nodeInfo: { architecture }, conditions: [], addresses: [] } };
const targets = {
  container: { executor: '@todo-app/executors:container' },
  deploy: { executor: '@todo-app/executors:helm-deploy', options: { chart: 'chart', components: ['app'] } },
};
const engine = { program: 'podman', env: {} };
const tools = (program: string): object => ({ engine, helm: { program } });
const cluster = (kubeconfig: string): object => ({
  provider: 'kind',
  owned: true,
  context: 'stub',
  kubeconfig,
  nodes: [{ name: 'node', architecture }],
  load: 'kind',
  engine,
});
