import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiException, type V1Pod, type V1StatefulSet } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from './snapshot';
import { createUnblock, findStuckPods } from './stuck-pods';

/** A real cluster after `helm rollback` from a revision whose image was not there. */
const stuck = JSON.parse(readFileSync(join(__dirname, 'recorded/stuck-stateful-set.json'), 'utf8')) as Snapshot;

const namesOf = (snapshot: Snapshot): (string | undefined)[] =>
  findStuckPods(snapshot).map(({ metadata }) => metadata?.name);
const withPod = (change: (pod: V1Pod) => V1Pod): Snapshot => ({ ...stuck, pods: stuck.pods.map(change) });
const withSet = (change: (set: V1StatefulSet) => V1StatefulSet): Snapshot => ({
  ...stuck,
  statefulSets: stuck.statefulSets.map(change),
});

describe('a stuck pod', () => {
  it('is one of an older revision that is not ready', () => {
    expect(namesOf(stuck)).toEqual(['store-0']);
  });

  it('is not a ready one, however old', () => {
    const conditions = [{ type: 'Ready', status: 'True' }];
    expect(namesOf(withPod((pod) => ({ ...pod, status: { ...pod.status, conditions } })))).toEqual([]);
  });

  it('is not one of the current revision', () => {
    const revision = stuck.statefulSets[0]?.status?.updateRevision ?? '';
    const labels = { 'controller-revision-hash': revision };
    expect(namesOf(withPod((pod) => ({ ...pod, metadata: { ...pod.metadata, labels } })))).toEqual([]);
  });

  it('is not one of another owner', () => {
    const withoutOwner = withPod((pod) => ({ ...pod, metadata: { ...pod.metadata, ownerReferences: [] } }));
    expect(namesOf(withoutOwner)).toEqual([]);
  });

  it('is not one that is already going', () => {
    const deletionTimestamp = new Date(0);
    expect(namesOf(withPod((pod) => ({ ...pod, metadata: { ...pod.metadata, deletionTimestamp } })))).toEqual([]);
  });

  it('is not known while Kubernetes has not seen the newest change', () => {
    expect(namesOf(withSet((set) => ({ ...set, metadata: { ...set.metadata, generation: 99 } })))).toEqual([]);
  });

  it.each([{ type: 'OnDelete' }, { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }])(
    'is not one that is meant to stay old by %j',
    (updateStrategy) => {
      const kept = withSet((set) => ({ ...set, spec: set.spec && { ...set.spec, updateStrategy } }));
      expect(namesOf(kept)).toEqual([]);
    },
  );
});

describe('createUnblock', () => {
  /** Looks at the stuck pod as often as there are answers to its deletion. */
  async function unblock(answers: readonly (Error | undefined)[]): Promise<{ deletions: number; told: string[] }> {
    const left = [...answers];
    const told: string[] = [];
    const deletePod = (): Promise<void> => {
      const answer = left.shift();
      return answer ? Promise.reject(answer) : Promise.resolve();
    };
    const look = createUnblock({ deletePod }, (line) => told.push(line));
    for (let time = 0; time < answers.length; time++) await look(stuck);
    return { deletions: answers.length - left.length, told };
  }

  it('deletes a stuck pod once and says so', async () => {
    expect(await unblock([undefined, undefined])).toEqual({
      deletions: 1,
      told: ['pod store-0 removed: it was not ready and kept its newer version from starting'],
    });
  });

  it('looks again when the pod has changed meanwhile', async () => {
    const conflict = new ApiException(409, '', { message: 'the object has been modified' }, {});
    expect(await unblock([conflict, undefined])).toMatchObject({
      deletions: 2,
      told: [expect.stringContaining('removed')],
    });
  });

  it('says once what a person with more rights can do', async () => {
    const forbidden = new ApiException(403, '', { message: 'pods "store-0" is forbidden' }, {});
    expect(await unblock([forbidden, forbidden])).toEqual({
      deletions: 1,
      told: [
        'pod store-0 blocks its newer version: pods "store-0" is forbidden. Run: kubectl -n rec delete pod store-0',
      ],
    });
  });
});
