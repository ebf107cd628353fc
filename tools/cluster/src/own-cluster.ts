import { mkdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunResult, UserError, formatFailure, runOrThrow } from '@todo-app/executors';
import type { OwnCluster } from './cluster-file';
import type { Context } from './context';
import type { Carrier } from './engine';
import { type ClusterPlan, contextName, formatKindConfig, kindEnv, networkName, nodeName } from './kind';
import type { Machine } from './machine';
import { inspectNode } from './node';
import { findEmptyBridge } from './node-network';
import { forgetOwnRecord, kindConfigFile, kubeconfigFile, writeOwnRecord } from './own-record';
import { addressesFolder, networksFolder, ownClusterFolder, storeFolder, workFolder } from './paths';
import { formatDuration } from './progress';
import { endStore } from './store';

/** kind mounts this folder into the node, and the engine refuses to mount what is not there. */
export function ensureModulesFolder({ platform, root }: Machine): void {
  if (platform === 'linux' && root) mkdirSync('/lib/modules', { recursive: true });
}

/** Removes that folder, unless the machine's own modules are in it. */
export function forgetModulesFolder({ platform, root }: Machine): void {
  if (platform !== 'linux' || !root) return;
  try {
    rmdirSync('/lib/modules');
  } catch {
    // it is not empty, or gone
  }
}

/** Makes the cluster with kind, and remembers it once kind is done. */
export async function createCluster(
  plan: ClusterPlan,
  kind: string,
  carrier: Carrier,
  context: Context,
): Promise<OwnCluster> {
  const { run, paths, machine, progress, signal } = context;
  const started = Date.now();
  mkdirSync(ownClusterFolder(paths, plan.name), { recursive: true });
  ensureModulesFolder(machine);
  writeFileSync(kindConfigFile(paths, plan.name), formatKindConfig(plan));
  const kubeconfig = kubeconfigFile(paths, plan.name);
  const argv = [kind, 'create', 'cluster', '--config', kindConfigFile(paths, plan.name), '--kubeconfig', kubeconfig];
  const onLine = (line: string): void => {
    if (/^ [•✓✗]/u.test(line)) progress.update(`kind: ${line.trim()}`);
  };
  progress.update(`kind makes the cluster ${plan.name}`);
  const created = await run(argv, { env: kindEnv(carrier, networkName(paths)), signal, onLine });
  signal.throwIfAborted();
  if (created.exitCode !== 0) throw describeFailedKind(plan.name, created, context);
  const cluster = describeCluster(plan, carrier, context);
  writeOwnRecord(paths, plan.name, cluster);
  progress.say(`kind made the cluster ${plan.name} in ${formatDuration(Date.now() - started)}.`);
  return cluster;
}

/** What is to be remembered of a cluster of ours, made by kind just now or found again. */
export function describeCluster(
  { name, port }: Pick<ClusterPlan, 'name' | 'port'>,
  { program, env }: Carrier,
  { paths, machine }: Pick<Context, 'paths' | 'machine'>,
): OwnCluster {
  return {
    provider: 'kind',
    owned: true,
    context: contextName(name),
    kubeconfig: kubeconfigFile(paths, name),
    nodes: [{ name: nodeName(name), architecture: machine.architecture }],
    load: 'kind',
    url: `http://127.0.0.1:${port}`,
    engine: { program, env },
  };
}

/** Has kind write the kubeconfig of a running cluster anew. */
export async function restoreKubeconfig(name: string, kind: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, paths, signal } = context;
  const env = kindEnv(carrier, networkName(paths));
  const { stdout } = await runOrThrow(run, [kind, 'get', 'kubeconfig', '--name', name], { env, signal });
  mkdirSync(ownClusterFolder(paths, name), { recursive: true });
  writeFileSync(kubeconfigFile(paths, name), stdout, { mode: 0o600 });
}

/** Removes the bridge of our network, if a start that failed left it with nothing connected. */
export async function removeEmptyBridge({ program }: Carrier, { run, paths, machine }: Context): Promise<void> {
  if (program !== 'podman' || !machine.root) return;
  const bridge = findEmptyBridge(networkName(paths), networksFolder(paths));
  if (bridge !== undefined) await run(['ip', 'link', 'delete', bridge]);
}

function describeFailedKind(name: string, created: RunResult, { paths }: Pick<Context, 'paths'>): UserError {
  const log = join(workFolder(paths), `kind-${name}.log`);
  mkdirSync(workFolder(paths), { recursive: true });
  writeFileSync(log, `${created.argv.join(' ')}\n${created.stdout}${created.stderr}`);
  return new UserError(
    `Make the cluster "${name}": ${formatFailure(created, 12)}\nAll that kind said: ${log}`,
    `Try again: npx nx up cluster --name=${name}. What is half-made is made anew then; to remove it: npx nx down cluster --purge --name=${name}`,
  );
}

/** Removes the node's container. A mount of it may be busy for a moment, wherever another process of the engine has seen it. */
async function removeNode(node: string, { program, env }: Carrier, { run, signal }: Context): Promise<void> {
  const argv = [program, 'rm', '--force', '--volumes', ...(program === 'podman' ? ['--time=0'] : []), node];
  for (let tries = 1; ; tries += 1) {
    const removed = await run(argv, { env, signal });
    if (removed.exitCode === 0 || /no such container/i.test(removed.stderr)) return;
    signal.throwIfAborted();
    if (tries === 20 || !/resource busy/.test(removed.stderr))
      throw new UserError(
        `Remove the node ${node}: ${formatFailure(removed)}`,
        'Try again: npx nx down cluster --purge',
      );
    await sleep(500);
  }
}

/** Removes the cluster with its data; what it shares with others of ours stays. */
export async function removeCluster(name: string, carrier: Carrier, context: Context): Promise<void> {
  const { run, paths, signal } = context;
  const { program, env } = carrier;
  const node = nodeName(name);
  const ask = async (...args: string[]): Promise<string[]> =>
    (await runOrThrow(run, [program, ...args], { env, signal })).stdout.split('\n').filter(Boolean);
  if (await inspectNode(run, carrier, node, signal)) await removeNode(node, carrier, context);
  const volumes = await ask('volume', 'ls', '--quiet', '--filter', `label=${node}=true`);
  if (volumes.length > 0) await ask('volume', 'rm', '--force', ...volumes);
  forgetOwnRecord(paths, name);
}

/** Removes what clusters of ours share, if none is left: the network, podman's store and its runtime state. Tells whether it did. */
export async function removeShared(carrier: Carrier, context: Context): Promise<boolean> {
  const { run, paths, machine, signal } = context;
  const { program, env } = carrier;
  // podman's store is ours alone; docker's holds the containers of the user too
  const ours = program === 'podman' ? [] : ['--filter', `network=${networkName(paths)}`];
  const left = await runOrThrow(run, [program, 'ps', '--all', '--quiet', ...ours], { env, signal });
  if (left.stdout.trim() !== '') return false;
  await run([program, 'network', 'rm', networkName(paths)], { env, signal });
  if (program !== 'podman' || !machine.root) return true;
  rmSync(addressesFolder(paths), { recursive: true, force: true });
  await run(['umount', join(storeFolder(paths), 'overlay')], { signal });
  rmSync(paths.runtime, { recursive: true, force: true });
  endStore(paths);
  return true;
}
