import { type Cluster, run, type RunResult } from '@todo-app/executors';
import { chartFolder, readHelmProgram } from '../test/chart';
import { type Values, withValuesFiles } from '../test/values-files';

export interface Revision {
  revision: number;
  status: string;
}

/** The release `todo-app` in one namespace, by helm's own commands. */
export interface Release {
  /** `helm install` or `helm upgrade`, with `--wait`; a failure is a result. */
  apply(
    command: 'install' | 'upgrade',
    timeoutSeconds: number,
    ...layers: readonly (Values | string)[]
  ): Promise<RunResult>;
  rollback(revision: number): Promise<RunResult>;
  uninstall(): Promise<RunResult>;
  /** `helm test`. */
  prove(): Promise<RunResult>;
  history(): Promise<Revision[]>;
}

export function openRelease({ kubeconfig, context }: Cluster, namespace: string): Release {
  const helm = (...argv: readonly string[]): Promise<RunResult> =>
    run([readHelmProgram(), ...argv, '--kubeconfig', kubeconfig, '--kube-context', context, '--namespace', namespace]);
  return {
    apply: (command, timeoutSeconds, ...layers) =>
      withValuesFiles(layers, (options) =>
        helm(command, 'todo-app', chartFolder, '--wait', '--timeout', `${timeoutSeconds}s`, ...options),
      ),
    rollback: (revision) => helm('rollback', 'todo-app', `${revision}`, '--wait', '--timeout', '120s'),
    uninstall: () => helm('uninstall', 'todo-app', '--wait', '--timeout', '120s'),
    prove: () => helm('test', 'todo-app', '--logs'),
    history: async () => JSON.parse((await helm('history', 'todo-app', '--output', 'json')).stdout) as Revision[],
  };
}
