import { setTimeout as pause } from 'node:timers/promises';
import { readClusterFile, runOrThrow } from '../src';
import type { ApiFigures } from './api-report';
import { type Load, type LoadPlan, putLoad } from './load';
import { createPodReader, KUBELET_SECONDS, watchPods } from './pods';
import type { Stopwatch } from './stopwatch';
import { joinAsVisitor, type Visitor } from './visitors';
import type { Workbench } from './workbench';

const namespace = 'todo-app';
const message = 'add buy milk';
/** Of the browser tests: leads the backend to the script. */
const scriptedValues = 'apps/frontend-e2e/values/scripted-cohere.yaml';

/** One request of each kind. What is not done throws. */
const requests = {
  create: (visitor: Visitor) => visitor.ask('/tasks', { title: 'Water the tomatoes', priority: 1, tags: ['garden'] }),
  list: (visitor: Visitor) => visitor.ask('/tasks?limit=50'),
  'chat turn': async (visitor: Visitor) => {
    const events = await visitor.ask('/chat', { message, zone: 'Europe/Berlin' });
    if (!/"finish": ?"complete"/.test(events)) throw new Error(`no complete turn: ${events.slice(-200)}`);
  },
} as const;

/** Bounded in count and time, and by what one user may do: 120 writes a minute. What is created first is listed then. */
const plans: readonly (LoadPlan & { what: keyof typeof requests })[] = [
  { what: 'create', users: 10, requestsPerUser: 50, seconds: 30 },
  { what: 'create', users: 100, requestsPerUser: 10, seconds: 60 },
  { what: 'list', users: 10, requestsPerUser: 100, seconds: 30 },
  { what: 'list', users: 100, requestsPerUser: 20, seconds: 60 },
  { what: 'chat turn', users: 10, requestsPerUser: 10, seconds: 60 },
  { what: 'chat turn', users: 100, requestsPerUser: 3, seconds: 90 },
];
const mostUsers = Math.max(...plans.map(({ users }) => users));
/** One address may make 60 accounts a minute. */
const accountsPerMinute = 50;

/** The API of a release that is there, through its NodePort, with a script in the model's place. */
export async function measureApi(bench: Workbench, { say, time }: Stopwatch): Promise<ApiFigures> {
  const cluster = readClusterFile(bench.root);
  const place = [process.execPath, '--import', 'tsx', 'apps/frontend-e2e/scripted-cohere/place.ts', 'place'];
  await runOrThrow(bench.run, place, { cwd: bench.root });
  const key = { COHERE_API_KEY: 'the-script-takes-this-key' };
  await bench.nxWith(key, 'deploy', 'k8s-chart', `--values=${scriptedValues}`);
  const visitors: Visitor[] = [];
  await time(`API: ${mostUsers} accounts`, () => addVisitors(visitors, cluster.url ?? ''));

  const readPods = createPodReader(cluster, namespace);
  const resting = watchPods(readPods);
  await pause(3 * KUBELET_SECONDS * 1000);
  const idle = await resting.stop();
  const working = watchPods(readPods);
  const loads: Load[] = [];
  for (const plan of plans) {
    const load = await putLoad(plan, async (user) => {
      const visitor = visitors[user];
      if (visitor) await requests[plan.what](visitor);
    });
    say(`  API: ${plan.what}, ${plan.users} users: ${load.milliseconds.length} in ${load.took.toFixed(1)} s`);
    loads.push(load);
  }
  return { loads, idle, loaded: await working.stop() };
}

/** Makes the accounts, and lets each ask once, so that nobody's first request is measured. */
async function addVisitors(visitors: Visitor[], url: string): Promise<void> {
  while (visitors.length < mostUsers) {
    if (visitors.length > 0 && visitors.length % accountsPerMinute === 0) await pause(61_000);
    const visitor = await joinAsVisitor(url);
    await requests.list(visitor);
    visitors.push(visitor);
  }
}
