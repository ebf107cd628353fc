import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunOptions, type RunResult, joinSignals, run } from '@todo-app/executors';
import type { Cluster } from '../src/cluster-file';

const workspace = join(__dirname, '../../..');

/** A second checkout of the workspace on this machine, with a cluster name and a port of its own. */
export interface Checkout {
  name: string;
  port: number;
  /** Runs this project's command line there. */
  cli(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Ends what a test that took too long left running here: it would make a cluster after the purge, or hold its lock. */
  end(): Promise<void>;
  /** What its `up` wrote. */
  readCluster(): Cluster;
  /** Runs the engine that carries the nodes. */
  engine(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Runs kubectl in the node. */
  kubectl(args: readonly string[], input?: string): Promise<RunResult>;
  remove(): void;
}

/** Copies this project beside the installed packages, as a clone would have it. */
export function makeCheckout(name: string, port: number): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'todo-checkout-'));
  mkdirSync(join(folder, 'tools'));
  cpSync(join(workspace, 'tools/cluster'), join(folder, 'tools/cluster'), { recursive: true });
  symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'));
  const env = { TODO_CLUSTER_NAME: name, TODO_CLUSTER_PORT: String(port), TODO_CLUSTER_CONTEXT: undefined };
  const ended = new AbortController();
  const running = new Set<Promise<unknown>>();
  const checkout: Checkout = {
    name,
    port,
    cli(args, options) {
      const signals = [...(ended.signal.aborted ? [] : [ended.signal]), ...(options?.signal ? [options.signal] : [])];
      const child = run(['node', '--import', 'tsx', join(folder, 'tools/cluster/src/cli.ts'), ...args], {
        cwd: folder,
        env,
        killAfterSeconds: 120,
        ...options,
        signal: joinSignals(...signals),
      });
      running.add(child);
      return child.finally(() => running.delete(child));
    },
    async end() {
      ended.abort();
      await Promise.allSettled(running);
    },
    readCluster: () => JSON.parse(readFileSync(join(folder, 'dist/tools/cluster/cluster.json'), 'utf8')) as Cluster,
    engine(args, options) {
      const { engine } = checkout.readCluster();
      if (!engine) throw new Error('the cluster of this test is not ours');
      return run([engine.program, ...args], { ...options, env: engine.env });
    },
    kubectl: (args, input) =>
      checkout.engine(
        ['exec', '-i', `${name}-control-plane`, 'kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...args],
        {
          ...(input !== undefined && { input }),
          timeoutSeconds: 270,
        },
      ),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return checkout;
}
