import { describe, expect, it } from 'vitest';
import { makeFinding } from '../../testing/finding';
import type { Finding } from './finding';
import { addGrace, judge } from './watch';

const finding = (patienceSeconds: number, changes: Partial<Finding> = {}): Finding =>
  makeFinding(patienceSeconds, { code: 'never-ready', workload: 'Deployment/todo-app-backend', ...changes });

describe('judge', () => {
  it('gives up at once on what is hopeless', () => {
    const hopeless = finding(0);
    expect(judge([hopeless], new Map(), 1000).finding).toBe(hopeless);
  });

  it('gives up on the rest when its patience is used up, counted from when it was first seen', () => {
    const first = judge([finding(10)], new Map(), 0);
    expect(first.finding).toBeUndefined();
    const later = judge([finding(10)], first.seen, 9_999);
    expect(later.finding).toBeUndefined();
    expect(judge([finding(10)], later.seen, 10_000).finding).toBeDefined();
  });

  it('starts to count anew when a trouble has passed', () => {
    const first = judge([finding(10)], new Map(), 0);
    const passed = judge([], first.seen, 5_000);
    expect(judge([finding(10)], passed.seen, 10_000).finding).toBeUndefined();
  });

  it('never gives up on what is only watched', () => {
    const first = judge([finding(Infinity)], new Map(), 0);
    expect(judge([finding(Infinity)], first.seen, 1e12).finding).toBeUndefined();
  });

  it('counts from when the trouble was no longer only watched, as while the database started', () => {
    const watched = judge([finding(Infinity)], new Map(), 0);
    const counted = judge([finding(10)], watched.seen, 60_000);
    expect(counted.finding).toBeUndefined();
    expect(judge([finding(10)], counted.seen, 70_000).finding).toBeDefined();
  });

  it('names the likeliest root of several', () => {
    const root = finding(0, { workload: 'StatefulSet/todo-app-postgres' });
    expect(judge([root, finding(0)], new Map(), 0).finding).toBe(root);
  });
});

it('is more patient with pods that were there before the deploy', () => {
  const workload = {
    kind: 'Deployment',
    name: 'todo-app-backend',
    component: 'backend',
    desired: 1,
    ready: 0,
    isDone: false,
    pods: [],
    events: [],
    stalled: undefined,
  } as const;
  const before = new Map([['Deployment/todo-app-backend', 3]]);
  const patience = (generation: number): number | undefined =>
    addGrace([finding(0)], [{ ...workload, generation }], before)[0]?.patienceSeconds;
  expect([patience(3), patience(4)]).toEqual([30, 0]);
});
