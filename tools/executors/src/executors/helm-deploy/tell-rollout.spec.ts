import { expect, it } from 'vitest';
import type { V1Pod } from '@kubernetes/client-node';
import type { ClusterApi } from './cluster-api';
import { createOutput } from './output';
import type { Workload } from './rollout';
import { tellRollout } from './tell-rollout';

const workload = (component: string, ready: number, pods: readonly V1Pod[] = [{}]): Workload => ({
  ...{ kind: 'Deployment', name: component, component, generation: 1, desired: 1, ready, isDone: ready === 1, pods },
  ...{ events: [], stalled: undefined },
});

/** What is told of the rollout that went like this, state by state. */
function tell(...states: readonly (readonly Workload[])[]): string[] {
  const told: string[] = [];
  const output = createOutput({ json: true, verbose: false }, (line) => {
    const { event, part, state, text } = JSON.parse(line) as Record<string, string>;
    told.push(`${event} ${part} ${state} ${text}`);
  });
  const { onProgress } = tellRollout({} as ClusterApi, output);
  states.forEach(onProgress);
  return told;
}

it('tells each change once, and the end as a step', () => {
  const [waits, runs, ready] = [workload('backend', 0, []), workload('backend', 0), workload('backend', 1)];
  expect(tell([waits], [waits], [runs], [runs], [ready], [ready])).toEqual([
    'progress rollout backend waiting 0/1 ready',
    'progress rollout backend running 0/1 ready',
    'step rollout backend done 1/1 ready',
  ]);
});

it('tells nothing of what was ready all along', () => {
  expect(tell([workload('postgres', 1)], [workload('postgres', 1)])).toEqual([]);
});
