import type { Load } from './load';
import type { PodUsage } from './pods';

/** What the deployed API does under load, and what it costs. */
export interface ApiFigures {
  loads: readonly Load[];
  /** What the pods use while nobody asks anything, and while all of the loads are on. */
  idle: readonly PodUsage[];
  loaded: readonly PodUsage[];
}

/** The value that so many percent of the values do not exceed; `undefined` of no values. Pure. */
export function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** Both tables as Markdown. Pure. */
export function formatApiReport({ loads, idle, loaded }: ApiFigures): string {
  const pods = [...new Set([...idle, ...loaded].map(({ pod }) => pod))].sort();
  return [
    'Through the NodePort, from the same machine; each user asks again as soon as the last answer is there.',
    '',
    '| request | users | requests | failed | p50 | p95 | p99 | per second |',
    '|---|---|---|---|---|---|---|---|',
    ...loads.map(formatLoad),
    '',
    '| pod | memory idle | memory at most | cores idle | cores under load |',
    '|---|---|---|---|---|',
    ...pods.map((pod) => formatPod(pod, findPod(idle, pod), findPod(loaded, pod))),
  ].join('\n');
}

function formatLoad({ what, users, milliseconds, failures, took }: Load): string {
  const times = [50, 95, 99].map((percent) => {
    const value = percentile(milliseconds, percent);
    return value === undefined ? '–' : `${value.toFixed(0)} ms`;
  });
  const requests = milliseconds.length + failures.length;
  const [first] = failures;
  const failed = first === undefined ? '0' : `**${failures.length}**: ${first}`;
  return `| ${[what, users, requests, failed, ...times, (milliseconds.length / took).toFixed(0)].join(' | ')} |`;
}

function formatPod(pod: string, idle: PodUsage | undefined, loaded: PodUsage | undefined): string {
  const memory = [idle, loaded].map((usage) => (usage ? `${(usage.memoryBytes / 1e6).toFixed(0)} MB` : '–'));
  const cores = [idle, loaded].map((usage) => (usage ? usage.cores.toFixed(2) : '–'));
  return `| ${[pod, ...memory, ...cores].join(' | ')} |`;
}

function findPod(usages: readonly PodUsage[], pod: string): PodUsage | undefined {
  return usages.find((usage) => usage.pod === pod);
}
