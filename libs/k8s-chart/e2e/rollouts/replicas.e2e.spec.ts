import { setTimeout as sleep } from 'node:timers/promises';
import { readClusterFile } from '@todo-app/executors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceFolder } from '../../test/chart';
import { type Deployments, openDeployments } from './deployments';
import { openWindow } from './events';
import { ask, type Answer } from './http';
import { api, askAs, type Person, signUp } from './person';
import { createTally } from './tally';

/** Many more than pods, each by a connection of its own, so that every pod gets some. */
const many = 40;
const minute = 60_000;

/** Asks the same so many times, ten at a time. */
async function repeat(times: number, send: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let first = 0; first < times; first += 10) {
    const count = Math.min(10, times - first);
    answers.push(...(await Promise.all(Array.from({ length: count }, (_, index) => send(first + index)))));
  }
  return answers;
}

const withStatus = (answers: readonly Answer[], status: number): Answer[] =>
  answers.filter((answer) => answer.status === status);

describe('the deployed application with three pods of each', () => {
  const { url, ...cluster } = readClusterFile(workspaceFolder);
  const address = url ?? '';
  let deployments: Deployments;
  let usual: number;
  let person: Person;

  beforeAll(async () => {
    deployments = openDeployments({ url, ...cluster });
    usual = await deployments.readReplicas();
    await deployments.scale(3);
    person = await signUp(address, 'Gus');
  });
  afterAll(async () => {
    await deployments.scale(usual);
  });

  it('knows whoever signed in at one of them at all of them', async () => {
    const pages = await repeat(many, () => askAs(person, address, '/', { headers: { accept: 'text/html' } }));
    const lists = await repeat(many, () => askAs(person, address, `${api}/tasks`));
    expect(withStatus([...pages, ...lists], 200)).toHaveLength(2 * many);
  });

  it('knows nobody any more, at any of them, who signed out at one', async () => {
    const leaver = await signUp(address, 'Hal');
    await askAs(leaver, address, '/api/auth/sign-out', { method: 'POST', body: {} });
    const lists = await repeat(many, () => askAs(leaver, address, `${api}/tasks`));
    expect(withStatus(lists, 401)).toHaveLength(many);
  });

  it('tells every window of a person what has changed, whichever pod each of them is at', async () => {
    const tally = createTally();
    const windows = Array.from({ length: 8 }, () => openWindow(address, person, tally));
    try {
      await expect.poll(() => windows.map(({ opened }) => opened), { timeout: 10_000 }).toEqual(windows.map(() => 1));
      await askAs(person, address, `${api}/tasks`, { method: 'POST', body: { title: 'Heard by all' } });
      await expect.poll(() => windows.map(({ heard }) => heard), { timeout: 5000 }).toEqual(windows.map(() => 1));
    } finally {
      await Promise.all(windows.map(({ close }) => close()));
    }
    expect(tally.failures).toEqual([]);
  });

  it('makes one task of a request that comes to several of them', async () => {
    const twin = await signUp(address, 'Ida');
    const headers = { 'idempotency-key': 'once' };
    const created = await repeat(10, () =>
      askAs(twin, address, `${api}/tasks`, { method: 'POST', body: { title: 'Once' }, headers }),
    );
    const ids = new Set(created.map(({ text }) => (JSON.parse(text) as { id: string }).id));
    expect(withStatus(created, 201)).toHaveLength(10);
    expect(ids.size).toBe(1);
  });

  it(
    'counts what a person writes once for all of them',
    async () => {
      const writer = await signUp(address, 'Jim');
      // 120 a minute, in at most two minutes; each pod by itself would let 360 pass
      const created = await repeat(260, (index) =>
        askAs(writer, address, `${api}/tasks`, { method: 'POST', body: { title: `Written ${index}` } }),
      );
      const refused = withStatus(created, 429);
      expect(withStatus(created, 201).length + refused.length).toBe(260);
      expect(withStatus(created, 201).length).toBeLessThanOrEqual(240);
      expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    },
    5 * minute,
  );

  it(
    'counts wrong passwords once for all of them',
    async () => {
      const body = { email: person.email, password: 'wrong wrong' };
      // 60 a minute, in at most two minutes; each pod by itself would let 180 pass
      const tried = await repeat(140, () => ask(address, '/api/auth/sign-in/email', { method: 'POST', body }));
      const refused = withStatus(tried, 429);
      expect(withStatus(tried, 401).length + refused.length).toBe(140);
      expect(withStatus(tried, 401).length).toBeLessThanOrEqual(120);
      // whoever comes after this test wants to sign in
      const rest = refused.map(({ headers }) => Number(headers['x-retry-after'] ?? headers['retry-after'] ?? 60));
      await sleep(Math.min(60, Math.max(...rest)) * 1000);
    },
    10 * minute,
  );
});
