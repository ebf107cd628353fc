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

/** Who asks what: each Service is asked by a pod that its NetworkPolicy lets in, and that may go there. */
const askers = [
  { component: 'test', url: 'http://frontend-svc/livez' },
  { component: 'frontend', url: 'http://backend-svc:8000/livez' },
] as const;

/** Asks about thirty times a second, each time over a new connection, and tells every second how it went. */
const script = `
import json, sys, time, urllib.request
url, tally, told = sys.argv[1], {'requests': 0, 'failures': []}, time.monotonic()
while True:
    tally['requests'] += 1
    try:
        urllib.request.urlopen(url, timeout=5).read()
    except Exception as error:
        tally['failures'].append(f'{time.strftime("%X")} {url}: {error}')
    time.sleep(0.03)
    if time.monotonic() - told > 1:
        print(json.dumps(tally), flush=True)
        told = time.monotonic()
`;

/** Starts requests to both Services from inside the cluster, by the route that the application's own take. */
export async function startTraffic({ core, name: namespace }: TestNamespace, image: string): Promise<Traffic> {
  const readTally = async (name: string): Promise<Tally | undefined> => {
    const log = await core.readNamespacedPodLog({ name, namespace, tailLines: 1 }).catch(() => '');
    return log ? (JSON.parse(log) as Tally) : undefined;
  };
  const pods = askers.map(({ component, url }) => describePod(image, component, url));
  for (const body of pods) await core.createNamespacedPod({ namespace, body });
  const names = pods.map(({ metadata }) => metadata?.name ?? '');
  for (let tries = 0; (await Promise.all(names.map(readTally))).includes(undefined); tries += 1) {
    if (tries === 60) throw new Error('Start traffic: the pods have told nothing within 60 s.');
    await sleep(1000);
  }
  return {
    stop: async () => {
      const tallies = await Promise.all(names.map(readTally));
      for (const name of names) await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
      return {
        requests: tallies.reduce((sum, tally) => sum + (tally?.requests ?? 0), 0),
        failures: tallies.flatMap((tally) => tally?.failures ?? ['a pod that asks is gone']),
      };
    },
  };
}

/** A pod that is labelled as a component, for the sake of the policies, and never ready, so that nobody calls it. */
function describePod(image: string, component: string, url: string): V1Pod {
  const labels = { name: 'todo-app', instance: 'todo-app', component };
  const name = `traffic-of-${component}`;
  return {
    metadata: {
      name,
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`app.kubernetes.io/${key}`, value])),
    },
    spec: {
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'traffic',
          image,
          command: ['python', '-c', script, url],
          readinessProbe: { exec: { command: ['false'] }, periodSeconds: 3600 },
          resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}
