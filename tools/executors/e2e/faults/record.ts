import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1ContainerStatus, V1ObjectMeta, V1Pod } from '@kubernetes/client-node';
import { isReady, parseJobs, parseRollout } from '../../src/executors/helm-deploy/rollout';
import type { Snapshot } from '../../src/executors/helm-deploy/snapshot';

/** Whether what is seen is to be kept for the tests of the classifier. */
export const isRecording = process.env['FAULTS_RECORD'] !== undefined;

/** Where the snapshots lie that the classifier is tested with. */
export const recordedFolder = join(__dirname, '../../src/executors/helm-deploy/recorded');

/** The address of a name server is nobody's business. */
const nameServer = /on \d+\.\d+\.\d+\.\d+:53/g;

/** Keeps a snapshot of a fault for the tests of the classifier. */
export function writeRecorded(name: string, snapshot: Snapshot): void {
  mkdirSync(recordedFolder, { recursive: true });
  const text = JSON.stringify(trimSnapshot(snapshot), null, 2).replace(nameServer, 'on 192.0.2.53:53');
  writeFileSync(join(recordedFolder, `${name}.json`), `${text}\n`);
}

/** Leaves what the classifier looks at, or a better one might: the newest pods that are not ready and what made them. Pure. */
export function trimSnapshot(snapshot: Snapshot): Snapshot {
  const workloads = [...parseRollout(snapshot), ...parseJobs(snapshot, new Map())].filter(({ isDone }) => !isDone);
  const pods = workloads.flatMap((workload) => workload.pods.filter((pod) => !isReady(pod)));
  const names = new Set(workloads.map(({ name }) => name));
  const isOurs = ({ metadata }: { metadata?: V1ObjectMeta }): boolean => names.has(metadata?.name ?? '');
  const revisions = new Set(snapshot.deployments.map(({ metadata }) => metadata?.annotations?.[revision]));
  const replicaSets = snapshot.replicaSets.filter(({ metadata }) => revisions.has(metadata?.annotations?.[revision]));
  const claims = pods.flatMap(({ spec }) => spec?.volumes?.map((each) => each.persistentVolumeClaim?.claimName) ?? []);
  const told = new Set(
    [...pods, ...replicaSets, ...snapshot.statefulSets, ...snapshot.jobs].map((each) => each.metadata?.uid),
  );
  const events = snapshot.events.filter(
    ({ type, reason, involvedObject: { uid, name } }) =>
      (type === 'Warning' || reason === 'Killing') && (told.has(uid) || claims.includes(name)),
  );
  const trimmed = {
    time: snapshot.time,
    deployments: snapshot.deployments.filter(isOurs).map(trimWorkload),
    statefulSets: snapshot.statefulSets.filter(isOurs).map(trimWorkload),
    replicaSets: replicaSets.map(trimWorkload),
    jobs: snapshot.jobs.filter(isOurs).map(trimWorkload),
    pods: pods.map(trimPod),
    events: events.map(({ type, reason, message, firstTimestamp, lastTimestamp, involvedObject }) => {
      const { kind, namespace, name, uid, fieldPath } = involvedObject;
      return {
        type,
        reason,
        message,
        firstTimestamp,
        lastTimestamp,
        involvedObject: { kind, namespace, name, uid, fieldPath },
      };
    }),
  };
  return JSON.parse(JSON.stringify(trimmed)) as Snapshot;
}

const revision = 'deployment.kubernetes.io/revision';

/** The labels that the classifier looks at. */
const knownLabels = ['app.kubernetes.io/component', 'controller-revision-hash'];

function trimMetadata({ name, namespace, uid, generation, creationTimestamp, ...rest }: V1ObjectMeta = {}): object {
  const ownerReferences = rest.ownerReferences?.map(({ kind, name: owner, uid: id }) => ({
    kind,
    name: owner,
    uid: id,
  }));
  const labels = pick(rest.labels, knownLabels);
  const annotations = pick(rest.annotations, [revision]);
  return { name, namespace, uid, labels, generation, creationTimestamp, annotations, ownerReferences };
}

function pick(from: object | undefined, keys: readonly string[]): object | undefined {
  const kept = Object.entries(from ?? {}).filter(([key]) => keys.includes(key));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function trimWorkload({ metadata, spec, status }: { metadata?: V1ObjectMeta; spec?: object; status?: object }): object {
  const decides = ['replicas', 'parallelism', 'completions', 'backoffLimit', 'updateStrategy', 'serviceName'];
  return { metadata: trimMetadata(metadata), spec: pick(spec, decides), status };
}

function trimPod({ metadata, spec, status }: V1Pod): object {
  const containers = (list: NonNullable<typeof spec>['containers'] | undefined): object[] | undefined =>
    list?.map(({ name, image, resources, restartPolicy, startupProbe, readinessProbe, livenessProbe }) => ({
      ...{ name, image, resources, restartPolicy, startupProbe, readinessProbe, livenessProbe },
    }));
  const volumes = spec?.volumes?.filter(({ persistentVolumeClaim }) => persistentVolumeClaim);
  return {
    metadata: trimMetadata(metadata),
    spec: { initContainers: containers(spec?.initContainers), containers: containers(spec?.containers), volumes },
    status: {
      phase: status?.phase,
      reason: status?.reason,
      message: status?.message,
      conditions: status?.conditions?.map(({ type, status: is, reason, message, lastTransitionTime }) => ({
        ...{ type, status: is, reason, message, lastTransitionTime },
      })),
      initContainerStatuses: status?.initContainerStatuses?.map(trimStatus),
      containerStatuses: status?.containerStatuses?.map(trimStatus),
    },
  };
}

function trimStatus({ name, image, ready, started, restartCount, state, lastState }: V1ContainerStatus): object {
  return { name, image, ready, started, restartCount, state, lastState };
}
