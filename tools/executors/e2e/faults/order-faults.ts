import { labels, type Fault } from './fault';

/** What can be wrong with what comes first: migrations, Jobs, and what others depend on. */
export const orderFaults: readonly Fault[] = [
  {
    name: 'failed-migration',
    values: { backend: { migration: 'raise RuntimeError("no relation user")' } },
    code: 'migration-failed',
    cause: /init container "migrate" ended with exit code 1/,
    log: 'RuntimeError: no relation user',
    isQuick: true,
  },
  {
    name: 'hanging-migration',
    values: {
      backend: {
        migration: "import time; print('waiting for the lock of table task'); time.sleep(600)",
        progressSeconds: 12,
      },
    },
    code: 'migration-unfinished',
    cause: /init container "migrate" has not ended since /,
    log: 'waiting for the lock of table task',
  },
  {
    name: 'store-crash',
    values: {
      store: {
        probe: 'pass',
        container: { command: ['python', '-c', "raise SystemExit('data directory has wrong version')"] },
      },
    },
    code: 'crash',
    cause: /store: container "store" ended with exit code 1/,
    log: 'data directory has wrong version',
  },
  {
    name: 'failed-job',
    values: { objects: [job("raise SystemExit('no such database')")] },
    code: 'crash',
    cause: /seed: container "seed" ended with exit code 1/,
    log: 'no such database',
  },
];

/** A Job that Helm runs before it changes anything else. */
function job(program: string): object {
  const image = 'todo-app/doll:{{ .Values.backend.image.tag }}';
  const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'seed',
      labels: { ...labels, 'app.kubernetes.io/component': 'seed' },
      annotations: { 'helm.sh/hook': 'pre-upgrade' },
    },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels },
        spec: {
          restartPolicy: 'Never',
          securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'seed', image, command: ['python', '-c', program], securityContext }],
        },
      },
    },
  };
}
