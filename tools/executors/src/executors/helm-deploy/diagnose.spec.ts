import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1ContainerStatus, V1StatefulSet } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose';
import type { DiagnosisContext, Finding } from './finding';
import { parseRollout } from './rollout';
import type { Snapshot } from './snapshot';

const context: DiagnosisContext = { allowedRestarts: 1, isLocalOnly: () => false, canGrow: false };

/** What a real cluster showed of a seeded fault. */
function readRecorded(name: string): Snapshot {
  return JSON.parse(readFileSync(join(__dirname, 'recorded', `${name}.json`), 'utf8')) as Snapshot;
}

function diagnoseAll(snapshot: Snapshot, changes: Partial<DiagnosisContext> = {}): Finding[] {
  return diagnose(parseRollout(snapshot), snapshot, { ...context, ...changes });
}

function diagnoseOne(name: string, changes?: Partial<DiagnosisContext>): Finding | undefined {
  const findings = diagnoseAll(readRecorded(name), changes);
  expect(findings.length).toBeLessThanOrEqual(1);
  return findings[0];
}

/** The snapshot with the states of all containers changed, as they were at another moment. */
function withStatus(snapshot: Snapshot, change: (status: V1ContainerStatus) => V1ContainerStatus): Snapshot {
  const pods = snapshot.pods.map((pod) => ({
    ...pod,
    status: { ...pod.status, containerStatuses: pod.status?.containerStatuses?.map(change) },
  }));
  return { ...snapshot, pods };
}

describe('a fault that a real cluster showed', () => {
  it.each([
    ['crash', 'crash', 'ended with exit code 1'],
    ['failed-migration', 'migration-failed', 'ended with exit code 1'],
    ['missing-key', 'config-missing', 'wants the key NOPE of Secret "doll-secrets", which is not there'],
    ['out-of-memory', 'out-of-memory', 'needs more memory than its limit of 128Mi'],
    ['cannot-start', 'cannot-start', 'cannot start: exec: "pythom": executable file not found in $PATH'],
    ['refused-pod', 'refused', expect.stringContaining('violates PodSecurity "restricted:latest"')],
  ])('%s is hopeless', (name, code, cause) => {
    expect(diagnoseOne(name)).toMatchObject({ code, cause, patienceSeconds: 0, component: 'backend' });
  });

  it.each([
    [
      'never-ready',
      'never-ready',
      expect.stringMatching(/^runs but is not ready: Readiness probe failed: .*statuscode: 503/),
    ],
    [
      'unschedulable',
      'unschedulable',
      expect.stringMatching(/^fits on no node: 0\/1 nodes are available: 1 Insufficient cpu/),
    ],
    [
      'image-unreachable',
      'image-unreachable',
      expect.stringMatching(
        /^image todo-app\/backend:nope is not in the node and its registry does not answer: .*no such host$/,
      ),
    ],
    ['missing-volume', 'volume-missing', expect.stringContaining('secret "nope" not found')],
  ])('%s is given some seconds, less than 20', (name, code, cause) => {
    const finding = diagnoseOne(name);
    expect(finding).toMatchObject({ code, cause });
    expect(finding?.patienceSeconds).toBeGreaterThanOrEqual(5);
    expect(finding?.patienceSeconds).toBeLessThan(20);
  });

  it('a container that its startup probe ended is hopeless after the first time', () => {
    expect(diagnoseOne('never-started')).toMatchObject({
      code: 'never-started',
      cause: expect.stringMatching(/^did not start in time: Startup probe failed: .*connection refused$/) as string,
      patienceSeconds: 0,
    });
  });

  it('points to the log of the life that ended, also when the next one has begun', () => {
    const [ended] = diagnoseAll(readRecorded('crash'));
    const [running] = diagnoseAll(
      withStatus(readRecorded('crash'), ({ state, ...rest }) => ({
        ...rest,
        lastState: state,
        state: { running: {} },
      })),
    );
    expect([ended?.log, running?.log]).toEqual([
      { container: 'backend', previous: false },
      { container: 'backend', previous: true },
    ]);
  });
});

describe('patience', () => {
  it('lets a container crash once', () => {
    const [finding] = diagnoseAll(withStatus(readRecorded('crash'), (status) => ({ ...status, restartCount: 0 })));
    expect(finding).toMatchObject({ code: 'crash', patienceSeconds: Infinity });
  });

  it('gives a migration that waited long by itself no second try', () => {
    const snapshot = readRecorded('failed-migration');
    const lasted = (seconds: number): Finding[] => {
      const terminated = { exitCode: 1, startedAt: new Date(0), finishedAt: new Date(seconds * 1000) };
      const pods = snapshot.pods.map((pod) => ({
        ...pod,
        status: {
          ...pod.status,
          initContainerStatuses: pod.status?.initContainerStatuses?.map((status) => ({
            ...status,
            restartCount: 0,
            state: { terminated },
          })),
        },
      }));
      return diagnoseAll({ ...snapshot, pods });
    };
    expect([...lasted(29), ...lasted(30)].map(({ patienceSeconds }) => patienceSeconds)).toEqual([Infinity, 0]);
  });

  it('does not blame a pod for crashing while what it depends on is not ready', () => {
    const [finding] = diagnoseAll({ ...readRecorded('crash'), statefulSets: [unreadySet] });
    expect(finding).toMatchObject({ code: 'crash', patienceSeconds: Infinity });
  });

  it('waits longer for a node where one may join', () => {
    expect(diagnoseOne('unschedulable', { canGrow: true })?.patienceSeconds).toBe(120);
  });

  it('does not wait for an image that only this machine could bring', () => {
    const finding = diagnoseOne('image-unreachable', { isLocalOnly: (image) => image === 'todo-app/backend:nope' });
    expect(finding).toMatchObject({ code: 'image-missing', patienceSeconds: 0 });
  });
});

describe('a pull that the registry refuses', () => {
  const pull = (answer: string): Finding[] => {
    const message = `failed to pull and unpack image "ghcr.io/me/app:1": failed to resolve image: ${answer}`;
    return diagnoseAll(
      withStatus(readRecorded('image-unreachable'), (status) => ({
        ...status,
        state: { waiting: { reason: 'ErrImagePull', message } },
      })),
    );
  };

  it.each([
    'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized',
    'unexpected status from HEAD request to https://ghcr.io/v2/me/app/manifests/1: 403 Forbidden',
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ])('is hopeless: %s', (answer) => {
    const cause = expect.stringContaining('is refused by its registry: ') as string;
    expect(pull(answer)).toMatchObject([{ code: 'image-refused', cause, patienceSeconds: 0 }]);
  });

  it('is not one for a name that is not there', () => {
    expect(pull('ghcr.io/me/app:1: not found')).toMatchObject([{ code: 'image-missing' }]);
  });
});

describe('a rollout that Kubernetes has given up', () => {
  const stalled = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    deployments: snapshot.deployments.map((deployment) => ({
      ...deployment,
      status: { ...deployment.status, conditions: [progressDeadlineExceeded] },
    })),
  });

  it('is hopeless for the cause that its pods show', () => {
    const findings = diagnoseAll(stalled(readRecorded('never-ready')));
    expect(findings).toMatchObject([{ code: 'never-ready', patienceSeconds: 0 }]);
  });

  it('is called stalled only where its pods show nothing', () => {
    const findings = diagnoseAll({ ...stalled(readRecorded('crash')), pods: [], events: [] });
    expect(findings).toMatchObject([{ code: 'stalled', patienceSeconds: 0 }]);
  });
});

it('has nothing to say about pods of an older ReplicaSet', () => {
  const snapshot = readRecorded('crash');
  const deployments = snapshot.deployments.map((deployment) => ({
    ...deployment,
    metadata: { ...deployment.metadata, annotations: { 'deployment.kubernetes.io/revision': '999' } },
  }));
  expect(diagnoseAll({ ...snapshot, deployments })).toEqual([]);
});

const unreadySet: V1StatefulSet = {
  metadata: { name: 'todo-app-postgres', uid: 'set', generation: 1 },
  spec: { replicas: 1, selector: {}, serviceName: 'todo-app-postgres', template: {} },
  status: { replicas: 1, observedGeneration: 1, updateRevision: 'one' },
};

const progressDeadlineExceeded = {
  type: 'Progressing',
  status: 'False',
  reason: 'ProgressDeadlineExceeded',
  message: 'ReplicaSet "backend-1" has timed out progressing.',
};

describe('what passes by itself on a machine that is busy or has just started', () => {
  it('is a pod refused before its namespace has its service account', () => {
    const message =
      'Error creating: pods "a-" is forbidden: error looking up service account doll/default: serviceaccount "default" not found';
    expect(diagnoseAll(withEventMessage(readRecorded('refused-pod'), message))).toMatchObject([
      { code: 'refused', patienceSeconds: 60 },
    ]);
  });

  it('is a node that is not ready yet', () => {
    const message = '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }.';
    const snapshot = readRecorded('unschedulable');
    const pods = snapshot.pods.map((pod) => ({
      ...pod,
      status: { ...pod.status, conditions: pod.status?.conditions?.map((each) => ({ ...each, message })) },
    }));
    expect(diagnoseAll({ ...snapshot, pods })).toMatchObject([{ code: 'unschedulable', patienceSeconds: 60 }]);
  });

  it('is a volume that every namespace gets', () => {
    const message = 'MountVolume.SetUp failed for volume "token" : configmap "kube-root-ca.crt" not found';
    expect(diagnoseAll(withEventMessage(readRecorded('missing-volume'), message))).toMatchObject([
      { code: 'volume-missing', patienceSeconds: 60 },
    ]);
  });

  it('is a probe whose answer comes too late', () => {
    const message = 'Readiness probe failed: Get "http://10.0.0.1:8000/readyz": context deadline exceeded';
    expect(diagnoseAll(withEventMessage(readRecorded('never-ready'), message))).toMatchObject([
      { code: 'never-ready', patienceSeconds: 30 },
    ]);
  });
});

function withEventMessage(snapshot: Snapshot, message: string): Snapshot {
  return { ...snapshot, events: snapshot.events.map((event) => ({ ...event, message })) };
}
