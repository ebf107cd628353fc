import { answering, labels, type Fault } from './fault';

/** What a container can do wrong while it starts. */
export const startFaults: readonly Fault[] = [
  {
    name: 'crash',
    values: { backend: { program: "import sys; sys.exit('no such table: task')" } },
    code: 'crash',
    cause: /container "backend" ended with exit code 1/,
    log: 'no such table: task',
    isQuick: true,
  },
  {
    name: 'crash-later',
    values: { backend: { program: "import time; time.sleep(4); raise SystemExit('lost the database')" } },
    code: 'crash',
    cause: /container "backend" ended with exit code 1/,
    log: 'lost the database',
  },
  {
    name: 'cannot-start',
    values: { backend: { container: { command: ['pythom', 'main.py'] } } },
    code: 'cannot-start',
    cause: /container "backend" cannot start: exec: "pythom": executable file not found/,
    isQuick: true,
  },
  {
    name: 'not-executable',
    values: { backend: { container: { command: ['/stamp'] } } },
    code: 'cannot-start',
    cause: /container "backend" cannot start: .*"\/stamp": permission denied/,
  },
  {
    name: 'foreign-processor',
    values: {
      backend: {
        pod: { volumes: [{ name: 'program', configMap: { name: 'program', defaultMode: 0o555 } }] },
        container: { command: ['/program/main'], volumeMounts: [{ name: 'program', mountPath: '/program' }] },
      },
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'program', labels },
          binaryData: { main: headerForMainframe().toString('base64') },
        },
      ],
    },
    code: 'crash',
    cause: /container "backend" ended with exit code \d+/,
    log: 'exec format error',
  },
  {
    name: 'out-of-memory',
    values: { backend: { program: 'x = bytearray(10 ** 10)' } },
    code: 'out-of-memory',
    cause: /container "backend" needs more memory than its limit of 128Mi/,
    isQuick: true,
  },
  {
    name: 'never-ready',
    values: { backend: { program: answering(500) } },
    code: 'never-ready',
    cause: /container "backend" runs but is not ready: Readiness probe failed: .*500/,
    isQuick: true,
  },
  {
    name: 'never-started',
    values: {
      backend: {
        program: 'import time; time.sleep(600)',
        container: {
          startupProbe: { httpGet: { path: '/livez', port: 'http' }, periodSeconds: 1, failureThreshold: 4 },
        },
      },
    },
    code: 'never-started',
    cause: /container "backend" did not start in time: Startup probe failed: .*connection refused/,
  },
  {
    name: 'not-alive',
    values: {
      backend: {
        program: answering(500),
        container: {
          readinessProbe: { initialDelaySeconds: 60 },
          livenessProbe: { httpGet: { path: '/livez', port: 'http' }, periodSeconds: 1, failureThreshold: 2 },
        },
      },
    },
    code: 'not-alive',
    cause: /container "backend" was ended for its liveness: Liveness probe failed: .*500/,
  },
];

/** The head of a program for a processor that nobody has at hand (ELF, s390), which no kernel here can run. */
function headerForMainframe(): Buffer {
  const header = Buffer.alloc(64);
  header.set([0x7f, ...Buffer.from('ELF'), 2, 2, 1]);
  header.writeUInt16BE(2, 16);
  header.writeUInt16BE(22, 18);
  return header;
}
