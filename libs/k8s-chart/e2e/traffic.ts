import { setTimeout as sleep } from 'node:timers/promises';
import { type V1Pod } from '@kubernetes/client-node';
import { type TestNamespace } from './namespace';

/** What became of the requests so far. */
export interface Tally {
  requests: number;
  /** One sentence for each request that was not answered with 2xx. */
  failures: readonly string[];
}

export interface Traffic {
  stop(): Promise<Tally>;
}

/** Asks both Services in turn, about forty times a second, each time over a new connection, and tells every second how it went. */
const script = `
import json, time, urllib.request
tally, told = {'requests': 0, 'failures': []}, time.monotonic()
while True:
    for url in ('http://frontend-svc/livez', 'http://backend-svc:8000/livez'):
        tally['requests'] += 1
        try:
            urllib.request.urlopen(url, timeout=5).read()
        except Exception as error:
            tally['failures'].append(f'{time.strftime("%X")} {url}: {error}')
        time.sleep(0.02)
    if time.monotonic() - told > 1:
        print(json.dumps(tally), flush=True)
        told = time.monotonic()
`;

const podName = 'traffic';

/** Starts requests to both Services from inside the cluster, by the route that the application's own take. */
export async function startTraffic({ core, name: namespace }: TestNamespace, image: string): Promise<Traffic> {
  await core.createNamespacedPod({ namespace, body: describePod(image) });
  const readTally = async (): Promise<Tally | undefined> => {
    const log = await core.readNamespacedPodLog({ name: podName, namespace, tailLines: 1 }).catch(() => '');
    return log ? (JSON.parse(log) as Tally) : undefined;
  };
  for (let tries = 0; !(await readTally()); tries += 1) {
    if (tries === 60) throw new Error('Start traffic: the pod has told nothing within 60 s.');
    await sleep(1000);
  }
  return {
    stop: async () => {
      const tally = await readTally();
      await core.deleteNamespacedPod({ name: podName, namespace, gracePeriodSeconds: 0 });
      return tally ?? { requests: 0, failures: ['the pod that asks is gone'] };
    },
  };
}

/** A pod that is labelled as the frontend, which alone may call the backend, and never ready, so that nobody calls it. */
function describePod(image: string): V1Pod {
  const labels = { name: 'todo-app', instance: 'todo-app', component: 'frontend' };
  return {
    metadata: {
      name: podName,
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`app.kubernetes.io/${key}`, value])),
    },
    spec: {
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: podName,
          image,
          command: ['python', '-c', script],
          readinessProbe: { exec: { command: ['false'] }, periodSeconds: 3600 },
          resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}
