import { describe, expect, it } from 'vitest';
import type { Workload } from '../rollout';
import { rendersLabel, revisionLabel } from './fingerprint';
import { formatAge, judgeStanding, type StandingFacts } from './judge';

const wanted = { 'helm-deploy/chart': 'a' };
const labels = { ...wanted, [revisionLabel]: '12' };
const record = { revision: 12, labels, deployedAt: 1000, config: {}, manifest: '' };
const backend = { component: 'backend', ready: 1, desired: 1, isDone: true } as Workload;
const starting = { ...backend, ready: 0, isDone: false };
const facts: StandingFacts = {
  record,
  origin: 12,
  isDeployed: true,
  wanted,
  life: { workloads: [backend], drift: [] },
};
const drift = [{ object: 'Service/backend-svc', path: '', live: undefined, wanted: {} }];

describe('judgeStanding', () => {
  it('calls unchanged what is as it was deployed', () => {
    expect(judgeStanding(facts)).toEqual({ kind: 'unchanged', revision: 12, deployedAt: 1000, workloads: [backend] });
  });

  it('does not take pods that are not ready for a change', () => {
    const life = { workloads: [starting], drift: [] };
    expect(judgeStanding({ ...facts, life })).toEqual({ kind: 'unready', others: ['backend is 0/1 ready'] });
  });

  it('knows a first install', () => {
    expect(judgeStanding({ ...facts, record: undefined })).toEqual({ kind: 'first' });
  });

  it('takes over what another program deployed', () => {
    expect(judgeStanding({ ...facts, record: { ...record, labels: {} } })).toEqual({ kind: 'foreign', revision: 12 });
  });

  it('takes over what a person deployed, which has the labels of the deploy before it', () => {
    const byHand = { ...facts, record: { ...record, revision: 13 }, origin: 13 };
    expect(judgeStanding(byHand)).toEqual({ kind: 'foreign', revision: 13 });
  });

  it('calls unchanged what was gone back to', () => {
    expect(judgeStanding({ ...facts, record: { ...record, revision: 14 } })).toMatchObject({ kind: 'unchanged' });
  });

  it.each<[string, Partial<StandingFacts>, object]>([
    ['an unequal part', { wanted: { 'helm-deploy/chart': 'b' } }, { parts: [{ kind: 'chart' }] }],
    ['drift', { life: { workloads: [backend], drift } }, { drift }],
    ['a failed revision', { isDeployed: false }, { others: ['revision 12 is not recorded as deployed'] }],
    [
      'an unequal part, and a pod that is not ready',
      { wanted: { 'helm-deploy/chart': 'b' }, life: { workloads: [starting], drift: [] } },
      { parts: [{ kind: 'chart' }], others: ['backend is 0/1 ready'] },
    ],
    [
      'a chart that renders differently',
      { record: { ...record, labels: { ...labels, [rendersLabel]: 'differently' } } },
      { others: ['the chart renders differently each time'] },
    ],
    ['what could not be seen', { life: undefined }, { others: ['its objects could not be looked at'] }],
  ])('never calls unchanged: %s', (_, change, reason) => {
    expect(judgeStanding({ ...facts, ...change })).toMatchObject({ kind: 'changed', ...reason });
  });
});

it.each([
  [0, '0 s ago'],
  [-300_000, '0 s ago'],
  [59_400, '59 s ago'],
  [90_000, '1 min ago'],
  [3 * 3_600_000 + 1, '3 h ago'],
  [50 * 3_600_000, '2 d ago'],
])('says of %d ms: %s', (milliseconds, text) => {
  expect(formatAge(milliseconds)).toBe(text);
});
