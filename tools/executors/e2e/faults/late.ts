import { answering, labels } from './fault';

/** How late the database is, in seconds. */
export const lateSeconds = 60;

const connect = (host: string): string => `import socket; socket.create_connection(('${host}', 5432), 2).close()\n`;

/**
 * A database that listens late, as the project's own chart starts one, and a backend that crashes until it does.
 */
export const lateDatabase = {
  backend: { program: connect('store') + answering(200) },
  store: {
    probe: connect('127.0.0.1'),
    container: {
      command: [
        'python',
        '-c',
        `import socket, time\ntime.sleep(${lateSeconds})\nserver = socket.create_server(('', 5432))\nwhile True: server.accept()[0].close()`,
      ],
      startupProbe: {
        exec: { command: ['python', '-c', connect('127.0.0.1')] },
        periodSeconds: 3,
        timeoutSeconds: 5,
        failureThreshold: 40,
      },
    },
  },
  objects: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'store', labels },
      spec: {
        clusterIP: 'None',
        selector: { ...labels, 'app.kubernetes.io/component': 'store' },
        ports: [{ port: 5432 }],
      },
    },
  ],
};

/** A backend whose every pod crashes twice and then lives. */
export function crashingTwice(version: string): object {
  const program = `
# ${version}
import os
starts = os.path.getsize('/state/starts') if os.path.exists('/state/starts') else 0
open('/state/starts', 'a').write('.')
if starts < 2:
    raise SystemExit('not yet')
${answering(200)}`;
  return {
    backend: {
      program,
      pod: { volumes: [{ name: 'state', emptyDir: {} }] },
      container: { volumeMounts: [{ name: 'state', mountPath: '/state' }] },
    },
  };
}
