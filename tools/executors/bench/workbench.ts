import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Run, runOrThrow } from '../src';

const clusterName = 'bench';
const port = '30990';

/** A clone of the last commit with a cluster of its own, so that nothing of the user's is touched or measured. */
export interface Workbench {
  root: string;
  /** Runs one of the workspace's own commands in the clone. */
  nx: (...argv: readonly string[]) => Promise<void>;
  /** Runs the cluster's command line in the clone, without Nx in front. */
  cluster: (...argv: readonly string[]) => Promise<void>;
  /** Changes one source line of the backend, differently each time. */
  changeBackend: () => void;
  remove: () => Promise<void>;
}

/** Makes the workbench from the checkout at `origin`, whose node_modules it borrows; an abort ends what runs, not the removal. */
export async function createWorkbench(run: Run, origin: string, signal: AbortSignal): Promise<Workbench> {
  const root = mkdtempSync(join(tmpdir(), 'todo-bench-'));
  await runOrThrow(run, ['git', 'clone', '--quiet', '--local', origin, root]);
  symlinkSync(join(origin, 'node_modules'), join(root, 'node_modules'));
  const env = { TODO_CLUSTER_NAME: clusterName, TODO_CLUSTER_PORT: port, NX_TUI: 'false' };
  const start = async (...argv: readonly string[]): Promise<void> => {
    await runOrThrow(run, argv, { cwd: root, env, signal });
  };
  const bin = (name: string): string => join(origin, 'node_modules/.bin', name);
  const cluster = (...argv: readonly string[]): Promise<void> => start(bin('tsx'), 'tools/cluster/src/cli.ts', ...argv);
  let changes = 0;
  return {
    root,
    nx: (...argv) => start(bin('nx'), ...argv),
    cluster,
    changeBackend: () => {
      changes += 1;
      appendFileSync(join(root, 'apps/backend/src/todo_api/__init__.py'), `\nBENCH_LINE = ${changes}\n`);
    },
    remove: async () => {
      await run([bin('tsx'), 'tools/cluster/src/cli.ts', 'down', '--purge'], { cwd: root, env });
      rmSync(root, { recursive: true, force: true });
    },
  };
}
