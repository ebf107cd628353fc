import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/executors/helm-deploy/snapshot';
import { measureSeconds, median } from './measure';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const owner = (name: string) => [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: name }];
const revision = { 'deployment.kubernetes.io/revision': '2' };

/** A Deployment with a pod that was made at second 10; its ReplicaSet was refused another at second 12. */
const snapshot = {
  deployments: [
    {
      metadata: { name: 'backend', uid: 'd', generation: 2, annotations: revision },
      status: { observedGeneration: 2 },
    },
  ],
  statefulSets: [],
  replicaSets: [
    {
      metadata: { name: 'new', uid: 'new', annotations: revision, ownerReferences: [{ uid: 'd' }] },
      status: { conditions: [{ type: 'ReplicaFailure', status: 'True' }] },
    },
  ],
  jobs: [],
  pods: [
    { metadata: { name: 'old-1', creationTimestamp: at(1), ownerReferences: owner('old') } },
    { metadata: { name: 'new-1', creationTimestamp: at(10), ownerReferences: owner('new') } },
  ],
  events: [
    { reason: 'FailedCreate', firstTimestamp: at(12), lastTimestamp: at(13), involvedObject: { uid: 'new' } },
    { reason: 'FailedCreate', firstTimestamp: at(2), lastTimestamp: at(2), involvedObject: { uid: 'old' } },
  ],
} as unknown as Snapshot;

const given = (pod?: string) => [
  { time: at(13).toISOString(), what: 'seen', pod, workload: 'Deployment/backend' },
  { time: at(15).toISOString(), what: 'given up', pod, workload: 'Deployment/backend' },
];

describe('measureSeconds', () => {
  it('counts from when the new pod was made', () => {
    expect(measureSeconds({ snapshot, trail: given('new-1') })).toBe(5);
  });

  it('counts from when the pod was first refused', () => {
    expect(measureSeconds({ snapshot, trail: given() })).toBe(3);
  });

  it('has no figure where nothing was given up', () => {
    expect(measureSeconds({ snapshot, trail: given('new-1').slice(0, 1) })).toBeUndefined();
  });
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
])('the median of %j is %d', (figures, middle) => {
  expect(median(figures)).toBe(middle);
});
