import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterApi } from './cluster-api';
import type { Finding } from './finding';
import { redact } from './redact';
import { isReady, parseJobs, parseRollout } from './rollout';
import type { Snapshot } from './snapshot';
import { formatPatience, type TrailStep } from './trail';

/** What one container said, at most the last 200 lines of each of its lives. */
export interface ContainerLog {
  pod: string;
  container: string;
  previous: boolean;
  text: string;
}

/** The traces of a failed deploy. */
export interface Evidence {
  snapshot: Snapshot;
  findings: readonly Finding[];
  trail: readonly TrailStep[];
  logs: readonly ContainerLog[];
  /** The rendered objects of the failed revision; empty if there is none. */
  manifest: string;
}

/** Reads the logs of the newest pods that are not ready, before anything takes them away. */
export async function readLogs(api: ClusterApi, snapshot: Snapshot): Promise<ContainerLog[]> {
  const workloads = [...parseRollout(snapshot), ...parseJobs(snapshot, new Map())];
  const pods = workloads.flatMap((workload) => workload.pods.filter((pod) => !isReady(pod)));
  const logs = await Promise.all(pods.flatMap((pod) => listLives(pod).map((life) => readLife(api, pod, life))));
  return logs.filter(({ text }) => text !== '');
}

/** The log that a finding points to. Pure. */
export function findLog(logs: readonly ContainerLog[], { pod, log }: Finding): string | undefined {
  const ofContainer = logs.filter((each) => each.pod === pod && each.container === log?.container);
  return (ofContainer.find(({ previous }) => previous === log?.previous) ?? ofContainer[0])?.text;
}

/**
 * Writes the evidence into a folder that is named by the time, without secrets, and returns its path relative to the
 * workspace. Written again, it replaces what was there.
 */
export function writeEvidence(
  workspace: string,
  time: Date,
  { snapshot, findings, trail, logs, manifest }: Evidence,
  report: string,
  secrets: readonly string[],
): string {
  const folder = join('dist/deploy', time.toISOString().replace(/:/g, '-').replace(/\..*$/, 'Z'));
  const write = (name: string, text: string): void => {
    writeFileSync(join(workspace, folder, name), redact(text, secrets), { mode: 0o600 });
  };
  mkdirSync(join(workspace, folder, 'logs'), { recursive: true, mode: 0o700 });
  write('report.md', report);
  write('findings.json', toJson(findings.map(describePatience)));
  write('trail.json', toJson(trail.map(describeStep)));
  write('pods.json', toJson(snapshot.pods));
  write('workloads.json', toJson(listWorkloads(snapshot)));
  write('events.json', toJson(snapshot.events));
  write('manifest.yaml', manifest);
  for (const { pod, container, previous, text } of logs) {
    write(join('logs', `${pod}.${container}${previous ? '.previous' : ''}.log`), text);
  }
  return folder;
}

/** The lists of the API leave out what kind its items are. */
function listWorkloads({ deployments, statefulSets, replicaSets, jobs }: Snapshot): object[] {
  const lists = { Deployment: deployments, StatefulSet: statefulSets, ReplicaSet: replicaSets, Job: jobs };
  return Object.entries(lists).flatMap(([kind, items]) => items.map((item) => ({ kind, ...item })));
}

/** JSON knows no infinity. */
function describePatience({ patienceSeconds, ...finding }: Finding): object {
  return { ...finding, patience: formatPatience(patienceSeconds) };
}

function describeStep({ time, what, finding }: TrailStep): object {
  return { time: new Date(time).toISOString(), what, ...describePatience(finding) };
}

interface Life {
  container: string;
  previous: boolean;
}

function listLives({ status }: V1Pod): Life[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].flatMap(
    ({ name, restartCount, state }) => [
      ...(state?.waiting && restartCount === 0 ? [] : [{ container: name, previous: false }]),
      ...(restartCount > 0 ? [{ container: name, previous: true }] : []),
    ],
  );
}

async function readLife(api: ClusterApi, pod: V1Pod, { container, previous }: Life): Promise<ContainerLog> {
  const text = await api.readLog(pod, container, previous, 200).catch(() => '');
  return { pod: pod.metadata?.name ?? '', container, previous, text };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
