import { describe, expect, it } from 'vitest';
import { listPods, readNewPods } from './new-pods';
import type { RenderedObject } from './render';
import type { Values } from './values';

const object = (kind: string, body: Values): RenderedObject => ({ apiVersion: 'apps/v1', kind, name: 'api', body });
const template = { metadata: { labels: { a: 'b' } }, spec: { serviceAccountName: 'own', containers: [] } };
const deployment = object('Deployment', { spec: { replicas: 2, template } });
const hook = (when: string): RenderedObject =>
  object('Job', { metadata: { annotations: { 'helm.sh/hook': when } }, spec: { template } });

it('makes of each workload the pod that it would make, without the account that may not be there yet', () => {
  expect(listPods([deployment, object('Service', { spec: {} })], 'apps', 'install')).toMatchObject([
    {
      object: { metadata: { namespace: 'apps', name: 'api' } },
      workload: 'Deployment/api',
      body: { metadata: { labels: { a: 'b' } }, spec: { containers: [], serviceAccountName: undefined } },
    },
  ]);
});

it.each([
  ['test', 0],
  ['pre-delete', 0],
  ['pre-install', 0],
  ['post-install, pre-upgrade', 1],
])('of a hook for %s, an upgrade makes %d', (when, count) => {
  expect(listPods([hook(when)], 'apps', 'upgrade')).toHaveLength(count);
});

it('leaves out what goes into another namespace', () => {
  const elsewhere = object('Deployment', { metadata: { namespace: 'others' }, spec: { template } });
  expect(listPods([elsewhere], 'apps', 'install')).toEqual([]);
  expect(listPods([elsewhere], 'others', 'install')).toHaveLength(1);
});

describe('the pods that a deploy makes', () => {
  const read = (live: unknown, applied: unknown = live, rendered = deployment) =>
    readNewPods(
      { readObject: () => Promise.resolve(live), applyDryRun: () => Promise.resolve(applied) },
      'apps',
      [rendered],
      'upgrade',
    );
  const ready = (replicas: number, readyReplicas: number): unknown => ({
    ...deployment.body,
    status: { replicas, readyReplicas },
  });

  it('are additional where the workload is not there yet', async () => {
    expect(await read(undefined)).toMatchObject([{ workload: 'Deployment/api', isAdditional: true }]);
  });

  it('are none of a workload whose pods stay', async () => {
    expect(await read(ready(2, 2))).toEqual([]);
  });

  it('take the place of others where they become other than they are', async () => {
    expect(await read(ready(2, 2), { spec: { template: {} } })).toMatchObject([{ isAdditional: false }]);
  });

  it.each([
    ['have not started', ready(2, 1)],
    ['were never made', ready(0, 0)],
    ['are still on their way beside the old ones', ready(3, 2)],
  ])('are also those that %s', async (_, live) => {
    expect(await read(live)).toHaveLength(1);
  });

  it('are those of a hook each time', async () => {
    const before = hook('pre-upgrade');
    expect(await read(before.body, before.body, before)).toMatchObject([{ isAdditional: true }]);
  });

  it('are left to the deploy where the API server does not say', async () => {
    const api = { readObject: () => Promise.reject(new Error('away')), applyDryRun: () => Promise.resolve({}) };
    expect(await readNewPods(api, 'apps', [deployment], 'upgrade')).toEqual([]);
  });
});
