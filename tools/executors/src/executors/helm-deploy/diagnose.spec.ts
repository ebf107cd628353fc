import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreV1Event, V1ContainerStatus, V1StatefulSet } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { diagnose } from './diagnose';
import type { DiagnosisContext, Finding } from './finding';
import { parseJobs, parseRollout } from './rollout';
import type { Snapshot } from './snapshot';

const context: DiagnosisContext = { allowedRestarts: () => 1, isLocalOnly: () => false, canGrow: false };

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
    'crash',
    'failed-migration',
    'missing-key',
    'out-of-memory',
    'cannot-start',
    'refused-pod',
    'never-started',
    'not-alive',
    'evicted',
  ])('%s is hopeless', (name) => {
    expect(diagnoseOne(name)).toMatchObject({ patienceSeconds: 0, component: 'backend' });
  });

  it.each([
    ['never-ready', 5],
    ['missing-volume', 5],
    ['unbound-volume', 5],
    ['unschedulable', 10],
    ['image-unreachable', 12],
  ])('%s is given %i s', (name, patienceSeconds) => {
    expect(diagnoseOne(name)).toMatchObject({ patienceSeconds });
  });

  it('points to the log of the life that ended, also when the next one has begun', () => {
    const [ended] = diagnoseAll(readRecorded('crash'));
    const [running] = diagnoseAll(
      withStatus(readRecorded('crash'), ({ state, ...rest }) => ({
        ...rest,
        restartCount: 2,
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
  it('lets a container crash as often as the last healthy release needed', () => {
    const patience = (allowed: number) => diagnoseOne('crash', { allowedRestarts: () => allowed })?.patienceSeconds;
    expect([patience(2), patience(1)]).toEqual([Infinity, 0]);
  });

  it('judges a container that runs again by what it does now', () => {
    const crashed = withStatus(readRecorded('never-ready'), (status) => ({
      ...status,
      restartCount: 1,
      lastState: { terminated: { exitCode: 1 } },
    }));
    expect(diagnoseAll(crashed)).toMatchObject([{ code: 'never-ready', patienceSeconds: 5 }]);
  });

  it('gives readiness as long as its probe counts', () => {
    const snapshot = readRecorded('never-ready');
    const readinessProbe = { periodSeconds: 10, failureThreshold: 4 };
    const pods = snapshot.pods.map(({ spec, ...pod }) => ({
      ...pod,
      spec: spec && { ...spec, containers: spec.containers.map((each) => ({ ...each, readinessProbe })) },
    }));
    expect(diagnoseAll({ ...snapshot, pods })).toMatchObject([{ code: 'never-ready', patienceSeconds: 40 }]);
  });

  it.each(['HTTP probe failed with statuscode: 500', ''])(
    'leaves it to the startup probe to count how long a start may take: "%s"',
    (answer) => {
      const starting = withEventMessage(readRecorded('never-ready'), `Startup probe failed: ${answer}`);
      expect(diagnoseAll(starting)).toMatchObject([{ code: 'never-ready', patienceSeconds: Infinity }]);
    },
  );

  it('ends with the startup probe, before the container has ended', () => {
    const snapshot = readRecorded('never-ready');
    const [event] = snapshot.events.filter(({ reason }) => reason === 'Unhealthy');
    const kill = { ...event, reason: 'Killing', message: 'Container backend failed startup probe, will be restarted' };
    const events = [...snapshot.events, kill as CoreV1Event];
    expect(diagnoseAll({ ...snapshot, events })).toMatchObject([{ code: 'never-started', patienceSeconds: 0 }]);
  });

  it('ends with the startup probe, also when the container has ended', () => {
    const ended = withStatus(readRecorded('never-started'), ({ state, ...rest }) => ({
      ...rest,
      restartCount: 0,
      state: { terminated: { exitCode: 137, startedAt: state?.running?.startedAt } },
    }));
    expect(diagnoseAll(ended)).toMatchObject([{ code: 'never-started', patienceSeconds: 0 }]);
  });

  it('is not for a program that is not there, however it is told', () => {
    const terminated = {
      exitCode: 128,
      reason: 'StartError',
      message: 'exec: "a": executable file not found in $PATH',
    };
    const ended = withStatus(readRecorded('cannot-start'), (status) => ({
      ...status,
      restartCount: 0,
      state: { terminated },
    }));
    expect(diagnoseAll(ended)).toMatchObject([{ code: 'cannot-start', patienceSeconds: 0 }]);
  });

  it('is not for a volume that has been mounted since', () => {
    const snapshot = readRecorded('missing-volume');
    const conditions = [{ type: 'PodReadyToStartContainers', status: 'True' }];
    const pods = snapshot.pods.map((pod) => ({ ...pod, status: { ...pod.status, conditions } }));
    expect(diagnoseAll({ ...snapshot, pods })).toEqual([]);
  });

  it('leaves a migration that runs to the deadline of its Deployment', () => {
    const snapshot = readRecorded('hanging-migration');
    const deployments = snapshot.deployments.map(({ status, ...rest }) => ({
      ...rest,
      status: { ...status, conditions: [] },
    }));
    const patience = (each: Snapshot): number | undefined => diagnoseAll(each)[0]?.patienceSeconds;
    expect([patience({ ...snapshot, deployments }), patience(snapshot)]).toEqual([Infinity, 0]);
  });

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

  it.each(['crash', 'never-ready', 'never-started'])(
    'blames nobody for %s while what it depends on is not ready',
    (name) => {
      const [finding] = diagnoseAll({ ...readRecorded(name), statefulSets: [unreadySet] });
      expect(finding).toMatchObject({ code: name, patienceSeconds: Infinity });
    },
  );

  it('waits longer for a node where one may join', () => {
    expect(diagnoseOne('unschedulable', { canGrow: true })?.patienceSeconds).toBe(120);
  });

  it('does not wait for an image that only this machine could bring', () => {
    const finding = diagnoseOne('image-unreachable', {
      isLocalOnly: (image) => image === 'registry.invalid/todo-app/doll:one',
    });
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

describe('a sidecar', () => {
  /** A recorded init container, had it been one that runs for as long as the pod does. */
  function asSidecar(snapshot: Snapshot, name: string): Snapshot {
    const pods = snapshot.pods.map(({ spec, status, ...pod }) => ({
      ...pod,
      spec: spec && {
        ...spec,
        initContainers: spec.initContainers?.map((each) => ({ ...each, name, restartPolicy: 'Always' })),
      },
      status: { ...status, initContainerStatuses: status?.initContainerStatuses?.map((each) => ({ ...each, name })) },
    }));
    return { ...snapshot, pods };
  }

  it('that crashes is named itself, and is no migration', () => {
    expect(diagnoseAll(asSidecar(readRecorded('failed-migration'), 'gateway'))).toMatchObject([
      { code: 'crash', component: 'gateway', container: 'gateway', workload: 'Deployment/backend', patienceSeconds: 0 },
    ]);
  });

  it('that ends although nobody told it to has crashed, whatever its exit code', () => {
    const snapshot = asSidecar(readRecorded('failed-migration'), 'gateway');
    const pods = snapshot.pods.map((pod) => ({
      ...pod,
      status: {
        ...pod.status,
        initContainerStatuses: pod.status?.initContainerStatuses?.map((status) => ({
          ...status,
          state: { terminated: { exitCode: 0 } },
        })),
      },
    }));
    expect(diagnoseAll({ ...snapshot, pods })).toMatchObject([{ code: 'crash', cause: 'ended with exit code 0' }]);
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

it('has nothing to say about pods that others have taken the place of', () => {
  const snapshot = readRecorded('evicted');
  const conditions = [{ type: 'Ready', status: 'True' }];
  const pods = snapshot.pods.flatMap((pod) => [pod, { ...pod, status: { phase: 'Running', conditions } }]);
  const deployments = snapshot.deployments.map(({ status, ...rest }) => ({
    ...rest,
    status: { ...status, replicas: 1, updatedReplicas: 1 },
  }));
  expect(diagnoseAll({ ...snapshot, pods, deployments })).toEqual([]);
});

it('has nothing to say about what a ReplicaSet was refused once', () => {
  const snapshot = readRecorded('refused-pod');
  const replicaSets = snapshot.replicaSets.map((each) => ({ ...each, status: { replicas: 0 } }));
  expect(diagnoseAll({ ...snapshot, replicaSets })).toEqual([]);
});

describe('a Job', () => {
  const jobs = (snapshot: Snapshot, before = new Map<string, number>()): Finding[] =>
    diagnose(parseJobs(snapshot, before), snapshot, context);

  it('that has failed is named by what its pod said', () => {
    expect(jobs(readRecorded('failed-job'))).toMatchObject([
      { code: 'crash', component: 'seed', workload: 'Job/seed', container: 'seed', patienceSeconds: 0 },
    ]);
  });

  it('that was there before is not looked at', () => {
    const snapshot = readRecorded('failed-job');
    const [job] = parseJobs(snapshot, new Map());
    expect(jobs(snapshot, new Map([['Job/seed', job?.generation ?? 0]]))).toEqual([]);
  });

  it('may try again as often as a container may', () => {
    const snapshot = readRecorded('failed-job');
    const trying = { ...snapshot, jobs: snapshot.jobs.map((job) => ({ ...job, status: { failed: 1 } })) };
    const twice = { ...trying, pods: snapshot.pods.flatMap((pod) => [pod, pod]) };
    const patience = (each: Snapshot): number | undefined => jobs(each)[0]?.patienceSeconds;
    expect([patience(trying), patience(twice)]).toEqual([Infinity, 0]);
  });

  it('whose pod has done its work has no troubles left', () => {
    const snapshot = readRecorded('failed-job');
    const involvedObject = snapshot.pods.map(({ metadata }) => ({ uid: metadata?.uid }))[0] ?? {};
    const mount = { reason: 'FailedMount', message: 'timed out once', involvedObject, metadata: {} };
    const pods = snapshot.pods.map((pod) => ({ ...pod, status: { phase: 'Succeeded', conditions: [] } }));
    const running = snapshot.jobs.map((job) => ({ ...job, status: { succeeded: 1 } }));
    expect(jobs({ ...snapshot, jobs: running, pods, events: [mount] })).toEqual([]);
  });

  it('whose container has ended well has not crashed', () => {
    const snapshot = readRecorded('failed-job');
    const ended = withStatus(snapshot, (status) => ({ ...status, state: { terminated: { exitCode: 0 } } }));
    expect(jobs({ ...ended, jobs: snapshot.jobs.map((job) => ({ ...job, status: {} })) })).toEqual([]);
  });
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

  it('is a quota that nobody has counted yet', () => {
    const message = 'Error creating: pods "a-" is forbidden: status unknown for quota: small, resources: pods';
    expect(diagnoseAll(withEventMessage(readRecorded('refused-pod'), message))).toMatchObject([
      { code: 'refused', patienceSeconds: 60 },
    ]);
  });

  it('is a node that is short of something for now', () => {
    const snapshot = readRecorded('evicted');
    const message = 'The node was low on resource: memory.';
    const pods = snapshot.pods.map((pod) => ({ ...pod, status: { ...pod.status, message } }));
    expect(diagnoseAll({ ...snapshot, pods })[0]).toMatchObject({ code: 'evicted', patienceSeconds: 60 });
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
