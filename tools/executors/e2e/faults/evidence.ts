import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoreV1Event, V1Deployment, V1Job, V1Pod, V1ReplicaSet, V1StatefulSet } from '@kubernetes/client-node';
import type { Snapshot } from '../../src/executors/helm-deploy/snapshot';

/** What a failed deploy left in its folder. */
export interface Evidence {
  snapshot: Snapshot;
  trail: readonly { time: string; what: string; pod?: string; workload: string }[];
  report: string;
}

/** Reads the folder of a failed deploy. */
export function readEvidence(folder: string): Evidence {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const workloads = read('workloads.json') as { kind: string }[];
  const ofKind = <T>(kind: string): T[] => workloads.filter((each) => each.kind === kind) as T[];
  const trail = read('trail.json') as Evidence['trail'];
  return {
    snapshot: {
      time: new Date(trail.at(-1)?.time ?? 0).getTime(),
      deployments: ofKind<V1Deployment>('Deployment'),
      statefulSets: ofKind<V1StatefulSet>('StatefulSet'),
      replicaSets: ofKind<V1ReplicaSet>('ReplicaSet'),
      jobs: ofKind<V1Job>('Job'),
      pods: read('pods.json') as V1Pod[],
      events: read('events.json') as CoreV1Event[],
    },
    trail,
    report: readFileSync(join(folder, 'report.md'), 'utf8'),
  };
}
