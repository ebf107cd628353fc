import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngine, readImageFile, type Run, runOrThrow } from '../src';
import { bindSignal } from '../src/lib/interrupt';

/** A clone of the last commit with a cluster of its own, so that nothing of the user's is touched or measured. */
export interface Workbench {
  root: string;
  /** The clone's commit, short. */
  commit: string;
  /** The door to processes, closed by Ctrl-C. */
  run: Run;
  /** Runs one of the workspace's own commands in the clone. */
  nx: (...argv: readonly string[]) => Promise<void>;
  /** The same with further variables in its environment. */
  nxWith: (variables: Readonly<Record<string, string>>, ...argv: readonly string[]) => Promise<void>;
  /** Runs the cluster's command line in the clone, without Nx in front. */
  cluster: (...argv: readonly string[]) => Promise<void>;
  /** Changes one source line of the backend, differently each time. */
  changeBackend: () => void;
  /** Changes one source line of the frontend, differently each time. */
  changeFrontend: () => void;
  /** References of images that were made for the bench alone. */
  litter: Set<string>;
  /** Adds the backend's image to them, if it was built from a changed line. */
  markBackend: () => void;
  /** Removes the cluster with its data, the images that only the bench wanted, and the clone. */
  remove: () => Promise<void>;
}

/** Its own cluster, whatever the user's environment says, and the database and keys of nobody. */
const env = {
  TODO_CLUSTER_NAME: 'bench',
  TODO_CLUSTER_PORT: '30990',
  TODO_CLUSTER_CONTEXT: undefined,
  TODO_REGISTRY: undefined,
  TODO_PUSH: undefined,
  DATABASE_URL: undefined,
  COHERE_API_KEY: undefined,
  BETTER_AUTH_SECRET: undefined,
  NX_TUI: 'false',
};
/** Nothing that is measured takes nearly as long. */
const timeoutSeconds = 900;

/** Makes the workbench from the checkout at `origin`, whose node_modules it borrows; an abort ends what runs, not the removal. */
export async function createWorkbench(run: Run, origin: string, signal: AbortSignal): Promise<Workbench> {
  const root = mkdtempSync(join(tmpdir(), 'todo-bench-'));
  const door = bindSignal(run, signal);
  const bin = (name: string): string => join(origin, 'node_modules/.bin', name);
  const clusterLine = [process.execPath, 'tools/executors/bundle/run.mjs', 'cluster'];
  const startWith = async (variables: Readonly<Record<string, string>>, argv: readonly string[]): Promise<void> => {
    await runOrThrow(door, argv, { cwd: root, env: { ...env, ...variables }, timeoutSeconds });
  };
  const litter = new Set<string>();
  const remove = async (): Promise<void> => {
    await run([bin('nx'), 'daemon', '--stop'], { cwd: root, env, timeoutSeconds: 30 });
    if (litter.size > 0) {
      const engine = await findEngine(run, root, 'auto');
      await run([engine.program, 'rmi', '--force', ...litter], { env: engine.env, timeoutSeconds: 120 });
    }
    await runOrThrow(run, [...clusterLine, 'down', '--purge'], { cwd: root, env, timeoutSeconds: 120 });
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await runOrThrow(door, ['git', 'clone', '--quiet', '--local', origin, root]);
    symlinkSync(join(origin, 'node_modules'), join(root, 'node_modules'));
    const { stdout } = await runOrThrow(door, ['git', 'rev-parse', '--short', 'HEAD'], { cwd: root });
    let changes = 0;
    let frontendChanges = 0;
    const markBackend = (): void => {
      if (changes > 0) litter.add(readImageFile(root, 'apps/backend', 'backend').imageId);
    };
    const nxWith: Workbench['nxWith'] = async (variables, ...argv) => {
      await startWith(variables, [bin('nx'), ...argv]);
      markBackend();
    };
    return {
      root,
      commit: stdout.trim(),
      run: door,
      litter,
      markBackend,
      nx: (...argv) => nxWith({}, ...argv),
      nxWith,
      cluster: (...argv) => startWith({}, [...clusterLine, ...argv]),
      changeBackend: () => {
        changes += 1;
        appendFileSync(join(root, 'apps/backend/src/todo_api/__init__.py'), `\nBENCH_LINE = ${changes}\n`);
      },
      changeFrontend: () => {
        frontendChanges += 1;
        appendFileSync(join(root, 'apps/frontend/src/app/livez/route.ts'), `console.info(${frontendChanges});\n`);
      },
      remove,
    };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}
