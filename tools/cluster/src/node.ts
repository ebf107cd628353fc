import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Run, type RunResult, UserError, formatFailure, runOrThrow } from '@todo-app/executors';
import type { Context } from './context';
import type { Carrier } from './engine';
import { nodePort } from './kind';

/** What the engine has recorded about the container that is our node. */
export interface NodeRecord {
  id: string;
  /** The engine's word: created, running, exited, stopping, … */
  status: string;
  pid: number;
  /** podman's watcher of the container; 0 with docker, whose daemon watches. */
  watcher: number;
  image: string;
  /** The port of this machine where the application answers; undefined if it maps none, as a node that is not ours. */
  port: number | undefined;
}

/** `dead`: the engine says that it runs, but everything was killed from outside. */
export type NodeState = 'absent' | 'running' | 'stopped' | 'dead';

/** The truth about a node, from what the engine recorded and whether its watcher still lives. */
export function classifyNode(record: NodeRecord | undefined, watched: boolean): NodeState {
  if (!record) return 'absent';
  const claimed = !['created', 'configured', 'exited', 'stopped'].includes(record.status);
  if (!claimed) return 'stopped';
  return watched ? 'running' : 'dead';
}

/** Asks the engine for its record of a container; undefined if it says that it has none. An engine in trouble throws. */
export async function inspectNode(
  run: Run,
  { program, env }: Carrier,
  name: string,
  signal?: AbortSignal,
): Promise<NodeRecord | undefined> {
  const found = await run([program, 'container', 'inspect', name], { env, signal });
  if (found.exitCode !== 0 && /no such (container|object)/i.test(found.stderr)) return undefined;
  if (found.exitCode !== 0)
    throw new UserError(
      `Look for the node ${name}: ${formatFailure(found, 5)}`,
      `Nothing was changed. See to it that ${program} works, then run the command again.`,
    );
  const [container] = JSON.parse(found.stdout) as InspectedContainer[];
  if (!container) return undefined;
  const { State, Config, HostConfig, Id } = container;
  const port = HostConfig?.PortBindings?.[`${nodePort}/tcp`]?.[0]?.HostPort;
  return {
    id: Id,
    status: State.Status,
    pid: State.Pid,
    watcher: State.ConmonPid ?? 0,
    image: Config.Image,
    port: port ? Number(port) : undefined,
  };
}

interface InspectedContainer {
  Id: string;
  State: { Status: string; Pid: number; ConmonPid?: number };
  Config: { Image: string };
  HostConfig?: { PortBindings?: Record<string, { HostPort: string }[] | null> | null };
}

/** Whether the watcher that podman recorded is alive and watches this container, and not another program with its number. */
export function isWatched(carrier: Carrier, record: NodeRecord | undefined): boolean {
  if (carrier.program === 'docker') return true;
  return record !== undefined && mentions(`/proc/${record.watcher}/cmdline`, record.id);
}

function mentions(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(text);
  } catch {
    return false;
  }
}

/** Starts the stopped node. What makes one start fail may be gone with it, so there is a second, after `tidy`. */
export async function startNode(
  run: Run,
  { program, env }: Carrier,
  name: string,
  signal: AbortSignal,
  tidy: () => Promise<void>,
): Promise<void> {
  const start = (): Promise<RunResult> => run([program, 'start', name], { env, signal });
  if ((await start()).exitCode === 0) return;
  signal.throwIfAborted();
  await tidy();
  const started = await start();
  if (started.exitCode === 0) return;
  signal.throwIfAborted();
  throw new UserError(
    `Start the node ${name}: ${program} could not:\n${started.stderr.trim()}`,
    'Its data is kept; try again: npx nx up cluster. Or make the cluster anew, without its data: npx nx down cluster --purge',
  );
}

/**
 * Makes podman's record agree with the truth after everything was killed from outside: the exit code that the watcher
 * would have written lets podman see the container as ended, with its data kept. What survived the watcher is ended first.
 * Mounts that are recorded may be gone too, so they are forgotten: the next start makes them anew.
 */
export async function buryNode(run: Run, carrier: Carrier, record: NodeRecord): Promise<void> {
  if (record.pid > 0 && mentions(`/proc/${record.pid}/cgroup`, record.id)) process.kill(record.pid, 'SIGKILL');
  const exits = join(carrier.runtime, 'exits');
  mkdirSync(exits, { recursive: true });
  writeFileSync(join(exits, record.id), '137');
  await run([carrier.program, 'umount', '--force', record.id], { env: carrier.env });
}

// with the node's own systemd it makes less than ten seconds in all
const podGraceSeconds = 5;

/** Ends the pods of a running node by their own signals, in the order that keeps data whole. */
export async function stopPods({ program, env }: Carrier, name: string, context: Context): Promise<void> {
  await context.run([program, 'exec', '-i', name, 'bash', '-s', String(podGraceSeconds)], {
    env,
    signal: context.signal,
    input: readFileSync(join(context.project, 'scripts/stop-node.sh')),
    // on a slow machine etcd and the API server may take their whole time
    timeoutSeconds: podGraceSeconds + 40,
  });
}

/** Ends the node, its data kept, by its own systemd. */
export async function stopNode({ program, env }: Carrier, name: string, { run, signal }: Context): Promise<void> {
  await runOrThrow(run, [program, 'stop', '-t', '20', name], { env, signal });
}
