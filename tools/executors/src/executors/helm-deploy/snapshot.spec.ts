import { ApiException } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { ClusterApi } from './cluster-api';
import { readSnapshot, readSnapshotPatiently } from './snapshot';

/** An API whose list of pods fails a few times. */
function failing(times: number): ClusterApi {
  let left = times;
  const none = () => Promise.resolve([]);
  return {
    listDeployments: none,
    listStatefulSets: none,
    listReplicaSets: none,
    listJobs: none,
    listEvents: none,
    listPods: () => (left-- > 0 ? Promise.reject(new Error('no answer within 20 s')) : none()),
  } as unknown as ClusterApi;
}

describe('readSnapshotPatiently', () => {
  it('asks a busy cluster again', async () => {
    expect(await readSnapshotPatiently(failing(2), 'apps', 'todo-app', [1, 1])).toMatchObject({ pods: [] });
  });

  it('says in the end that it does not answer', async () => {
    await expect(readSnapshotPatiently(failing(3), 'apps', 'todo-app', [1, 1])).rejects.toThrow(
      'Look at the pods of "todo-app": no answer within 20 s.',
    );
  });
});

describe('readSnapshot', () => {
  const withJobs = (error: Error): ClusterApi => ({ ...failing(0), listJobs: () => Promise.reject(error) });

  it('needs no right to list Jobs', async () => {
    const forbidden = new ApiException(403, '', { message: 'jobs is forbidden' }, {});
    expect(await readSnapshot(withJobs(forbidden), 'apps', 'todo-app')).toMatchObject({ jobs: [] });
  });

  it('does not take a cluster that does not answer for one without Jobs', async () => {
    await expect(readSnapshot(withJobs(new Error('no answer')), 'apps', 'todo-app')).rejects.toThrow('no answer');
  });
});
