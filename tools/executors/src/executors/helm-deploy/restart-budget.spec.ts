import type { V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { learnRestarts } from './restart-budget';

const backend = { kind: 'Deployment', name: 'backend' } as const;
const owner = (kind: string, name: string) => [{ apiVersion: 'apps/v1', kind, name, uid: name }];
const replicaSets: V1ReplicaSet[] = [{ metadata: { uid: 'rs', ownerReferences: owner('Deployment', 'backend') } }];

/** A pod of the backend that serves, made at 0 s, whose container was started anew so often, the last time at `lastCrash`. */
function serving(restartCount: number, lastCrash = 20, isReady = 'True'): V1Pod {
  const terminated = { exitCode: 1, finishedAt: new Date(lastCrash * 1000) };
  const status = { name: 'backend', restartCount, lastState: restartCount > 0 ? { terminated } : {} };
  return {
    metadata: { creationTimestamp: new Date(0), ownerReferences: owner('ReplicaSet', 'rs') },
    status: {
      conditions: [{ type: 'Ready', status: isReady }],
      containerStatuses: [{ ...status, image: '', imageID: '', ready: true }],
    },
  };
}

const allowed = (...pods: V1Pod[]): number => learnRestarts({ pods, replicaSets })(backend, 'backend');

describe('a container may crash', () => {
  it('twice where nothing healthy is known', () => {
    expect([allowed(), allowed(serving(3, 20, 'False'))]).toEqual([2, 2]);
  });

  it('as often as the pods that serve needed, and once in any case', () => {
    expect([allowed(serving(0)), allowed(serving(2)), allowed(serving(2), serving(3))]).toEqual([1, 2, 3]);
  });

  it('no more often because of what happened long after the start', () => {
    expect(allowed(serving(3, 86_400))).toBe(1);
  });

  it('not without end', () => {
    expect(allowed(serving(9))).toBe(4);
  });

  it('once if it is new beside others that are known', () => {
    expect(learnRestarts({ pods: [serving(3)], replicaSets })(backend, 'migrate')).toBe(1);
  });

  it('twice if another workload is known only', () => {
    const budget = learnRestarts({ pods: [serving(3)], replicaSets });
    expect(budget({ kind: 'StatefulSet', name: 'store' }, 'store')).toBe(2);
  });
});
