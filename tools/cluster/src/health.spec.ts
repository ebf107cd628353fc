import { describe, expect, it } from 'vitest';
import { type PodObject, judgePods } from './health';

type Container = NonNullable<PodObject['status']['containerStatuses']>[number];

const pod = (status: Partial<PodObject['status']>, metadata: Partial<PodObject['metadata']> = {}): PodObject => ({
  metadata: { name: 'etcd', namespace: 'kube-system', ...metadata },
  status: { phase: 'Running', ...status },
});
const container = (state: Container['state'], restartCount = 0): Container => ({
  name: 'etcd',
  ready: false,
  restartCount,
  state,
});
const judge = (object: PodObject) => judgePods([object])[0];

describe('judgePods', () => {
  it('takes a pod that is ready for healthy', () => {
    expect(judge(pod({ conditions: [{ type: 'Ready', status: 'True' }] }))).toMatchObject({
      name: 'kube-system/etcd',
      healthy: true,
    });
  });

  it('says why a container waits, and takes the log of its life before', () => {
    const verdict = judge(pod({ containerStatuses: [container({ waiting: { reason: 'CrashLoopBackOff' } }, 3)] }));
    expect(verdict).toEqual({
      name: 'kube-system/etcd',
      healthy: false,
      reason: 'container etcd: CrashLoopBackOff, 3 restarts',
      log: '/api/v1/namespaces/kube-system/pods/etcd/log?container=etcd&previous=true',
    });
  });

  it('tells a container that runs from one that is ready', () => {
    expect(judge(pod({ containerStatuses: [container({ running: {} })] }))?.reason).toBe(
      'container etcd: runs, but is not ready',
    );
  });

  it('names the exit code of a container that ended', () => {
    expect(judge(pod({ containerStatuses: [container({ terminated: { exitCode: 3 } })] }))?.reason).toContain(
      'exit code 3',
    );
  });

  it('passes over an init container that did its work', () => {
    const done = { ...container({ terminated: { exitCode: 0 } }), name: 'migrate' };
    const verdict = judge(pod({ initContainerStatuses: [done], containerStatuses: [container({ running: {} })] }));
    expect(verdict?.reason).toContain('container etcd');
  });

  it('says why a pod was not scheduled', () => {
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes: Insufficient memory' }];
    expect(judge(pod({ phase: 'Pending', conditions }))?.reason).toBe('Pending: 0/1 nodes: Insufficient memory');
  });

  it('leaves out pods that ended well or are on their way out', () => {
    expect(judgePods([pod({ phase: 'Succeeded' }), pod({}, { deletionTimestamp: 'now' })])).toEqual([]);
  });
});
