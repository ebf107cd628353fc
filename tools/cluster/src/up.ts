import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError, runOrThrow } from '@todo-app/executors';
import { type ApiAccess, getFromApi, readApiAccess } from './api';
import { type Cluster, writeCluster } from './cluster-file';
import { compiledFolder } from './compile';
import type { Context } from './context';
import { separatePodman } from './engine';
import { type ClusterPlan, contextName, formatKindConfig, nodeName } from './kind';
import { ensureNodeImage } from './node-image';
import { ownClusterFolder } from './paths';
import { formatDuration } from './progress';
import { readTools } from './tools-file';

export async function up(context: Context, options: { name: string; port: number }): Promise<Cluster> {
  const { run, paths, machine, progress, signal } = context;
  const started = Date.now();
  const tools = readTools(paths);
  const engine = separatePodman(tools.engine, paths, machine);
  const node = nodeName(options.name);
  const folder = ownClusterFolder(paths, options.name);
  const kubeconfig = join(folder, 'kubeconfig');
  const state = await run(['podman', 'container', 'inspect', '--format', '{{.State.Status}}', node], {
    env: engine.env,
    signal,
  });
  if (state.exitCode !== 0) {
    const image = await ensureNodeImage({ ...context, engine });
    mkdirSync(folder, { recursive: true });
    if (!existsSync('/lib/modules')) mkdirSync('/lib/modules');
    const plan: ClusterPlan = { ...options, image, compiled: true, mayRaiseLimits: machine.mayRaiseLimits };
    writeFileSync(join(folder, 'kind.yaml'), formatKindConfig(plan));
    const created = Date.now();
    await runOrThrow(
      run,
      [
        join(compiledFolder(context), 'kind'),
        'create',
        'cluster',
        '--config',
        join(folder, 'kind.yaml'),
        '--kubeconfig',
        kubeconfig,
      ],
      {
        env: { ...engine.env, KIND_EXPERIMENTAL_PROVIDER: 'podman' },
        signal,
        onLine: (line) => {
          progress.update(line);
        },
      },
    );
    progress.say(`kind created the cluster in ${formatDuration(Date.now() - created)}.`);
  } else if (state.stdout.trim() !== 'running')
    await runOrThrow(run, ['podman', 'start', node], { env: engine.env, signal });
  const access = readApiAccess(kubeconfig);
  if (!access) throw new UserError(`Start the cluster: ${kubeconfig} is missing.`, 'Run: npx nx down cluster --purge');
  await waitForNode(access, node, signal);
  const cluster: Cluster = {
    provider: 'kind',
    owned: true,
    context: contextName(options.name),
    kubeconfig,
    nodes: [{ name: node, architecture: machine.architecture }],
    load: 'kind',
    url: `http://127.0.0.1:${options.port}`,
    engine: { program: engine.program, env: engine.env },
  };
  writeCluster(paths, cluster);
  progress.say(`The cluster ${cluster.context} is ready after ${formatDuration(Date.now() - started)}.`);
  return cluster;
}

async function waitForNode(access: ApiAccess, node: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const text = await getFromApi(access, `/api/v1/nodes/${node}`);
    if (text && isReady(JSON.parse(text) as NodeObject)) return;
    if (Date.now() > deadline)
      throw new UserError(
        `Start the cluster: the node ${node} is not ready after two minutes.`,
        'Run: npx nx status cluster',
      );
    await sleep(200, undefined, { signal });
  }
}

interface NodeObject {
  status: { conditions: { type: string; status: string }[] };
}

const isReady = ({ status }: NodeObject): boolean =>
  status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
