import { setTimeout as sleep } from 'node:timers/promises';
import { readClusterFile } from '@todo-app/executors';
import { beforeAll, describe, expect, it } from 'vitest';
import { workspaceFolder } from '../../test/chart';
import { chat, explainNoChat } from './chat';
import { type Deployments, openDeployments, type Rollout } from './deployments';
import { openWindow, type Window } from './events';
import { startLoad } from './load';
import { countTasks, type Person, signUp } from './person';
import { createTally, formatTally, type Tally } from './tally';

/** 20 with `npm run rollouts`, which also has the tests that take a machine more time than `npm test` has. */
const rollouts = Number(process.env['ROLLOUTS'] ?? 2);
const isShort = process.env['ROLLOUTS'] === undefined;
const whyShort = isShort ? ' (skipped here: npm run rollouts)' : '';
/** What takes the assistant half a minute, also the scripted one of apps/backend/tests. */
const message = 'Please tell a long story.';
const minute = 60_000;
/** Two pods that start take both cores of a small machine for seconds; what is asked meanwhile has to be answered after. */
const perSecondWhileScaling = 10;

describe('the deployed application under constant load, with open streams', () => {
  const { url, ...cluster } = readClusterFile(workspaceFolder);
  const address = url ?? '';
  let people: Person[];
  let deployments: Deployments;
  let noChat: string | undefined;

  /** Runs `change` under load: requests of six people, a window of each, and whatever `change` adds. */
  async function watch<T>(change: (tally: Tally) => Promise<T>, perSecond?: number) {
    const tally = createTally();
    const load = startLoad(address, people, tally, perSecond);
    const windows = people.map((person) => openWindow(address, person, tally));
    await sleep(2000);
    try {
      const result = await change(tally);
      await sleep(3000);
      return { result, tally, windows };
    } finally {
      await load.stop();
      await Promise.all(windows.map(({ close }) => close()));
      process.stdout.write(`${formatTally(tally)}\n${formatWindows(windows)}\n`);
    }
  }

  const countAllTasks = async (): Promise<number> => {
    const counts = await Promise.all(people.map((person) => countTasks(person, address)));
    return counts.reduce((sum, count) => sum + count, 0);
  };

  beforeAll(async () => {
    if (url === null)
      throw new Error('Roll out under load: no address of the cluster is known. Run: npx nx up cluster');
    const names = ['Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay'];
    people = await Promise.all(names.map((name) => signUp(url, name)));
    deployments = openDeployments({ url, ...cluster });
    noChat = people[0] ? await explainNoChat(people[0], url) : 'nobody is there';
  });

  it(
    `loses no request, no task and no stream in ${rollouts} rollouts of both sides`,
    async () => {
      const before = await countAllTasks();
      const { result, tally, windows } = await watch(async (tally) => {
        const seen: Rollout[] = [];
        for (let index = 0; index < rollouts; index += 1) {
          const person = people[index % people.length];
          const talk = person && noChat === undefined ? chat(address, person, tally, message) : undefined;
          seen.push(await deployments.restart());
          process.stdout.write(`${formatRollout(index, seen.at(-1), await talk, tally)}\n`);
        }
        return seen;
      });
      const after = await countAllTasks();
      expect(tally.failures).toEqual([]);
      expect(tally.count('page') + tally.count('list') + tally.count('create')).toBeGreaterThan(rollouts * 100);
      expect(after - before).toBe(tally.count('create'));
      expect(result.flatMap(({ killed }) => killed)).toEqual([]);
      expect(Math.max(...result.map(({ slowestEndSeconds }) => slowestEndSeconds))).toBeLessThan(
        await deployments.readGraceSeconds(),
      );
      for (const { opened, heard } of windows) {
        expect(opened).toBeGreaterThan(1);
        expect(heard).toBeGreaterThan(0);
      }
    },
    (rollouts + 1) * 5 * minute,
  );

  it('finishes what the assistant was saying meanwhile', ({ skip }) => {
    skip(noChat !== undefined, `no chat was under way: ${noChat}. Set COHERE_API_KEY, or: npm run rollouts`);
    expect(noChat).toBeUndefined();
  });

  it.skipIf(isShort)(
    `loses nothing when it grows from one pod each to three, and shrinks again${whyShort}`,
    async () => {
      const usual = await deployments.readReplicas();
      const { tally } = await watch(async () => {
        // pod by pod, as an autoscaler does: four that start at once leave two cores nothing to serve with
        for (const replicas of [1, 2, 3]) await deployments.scale(replicas);
        await sleep(5000);
        await deployments.scale(1);
      }, perSecondWhileScaling).finally(() => deployments.scale(usual));
      expect(tally.failures).toEqual([]);
    },
    20 * minute,
  );

  it.skipIf(isShort)(
    `loses requests without its preStop hooks, which shows that this would be seen${whyShort}`,
    async () => {
      const restore = await deployments.removeHooks();
      try {
        const tally = createTally();
        const load = startLoad(address, people, tally);
        for (let tries = 0; tries < 3 && tally.failures.length === 0; tries += 1) await deployments.restart();
        await load.stop();
        process.stdout.write(`${formatTally(tally)}\n`);
        expect(tally.failures.length).toBeGreaterThan(0);
      } finally {
        await restore();
      }
    },
    30 * minute,
  );
});

function formatRollout(index: number, rollout: Rollout | undefined, talk: number | undefined, tally: Tally): string {
  const { seconds = 0, slowestEndSeconds = 0 } = rollout ?? {};
  const chats = talk === undefined ? '' : `, a chat of ${talk.toFixed(0)} s`;
  return (
    `rollout ${index + 1}: ${seconds.toFixed(0)} s, slowest end of a pod ${slowestEndSeconds.toFixed(0)} s${chats}, ` +
    `${tally.failures.length} failed so far`
  );
}

function formatWindows(windows: readonly Window[]): string {
  return `windows: opened ${windows.map(({ opened }) => opened).join()} times, heard ${windows.map(({ heard }) => heard).join()} changes`;
}
