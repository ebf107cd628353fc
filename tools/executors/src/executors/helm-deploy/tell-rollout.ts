import type { ClusterApi } from './cluster-api';
import type { Output } from './output';
import type { RollOut } from './roll-out';
import { workloadId, type Workload } from './rollout';
import { createUnblock } from './stuck-pods';

/** What a rollout says while it goes on, whichever way it goes. */
export function tellRollout(api: ClusterApi, output: Output): Pick<RollOut, 'onLine' | 'onProgress' | 'unblock'> {
  return {
    onLine: output.detail,
    onProgress: createProgress(output),
    unblock: createUnblock(api, (line) => {
      output.note('rollout', line);
    }),
  };
}

/** Says of each component how far it is, and when it became ready; of one that was ready all along, nothing. */
function createProgress(output: Output): (workloads: readonly Workload[]) => void {
  const told = new Map<string, string>();
  return (workloads) => {
    for (const workload of workloads) {
      const id = workloadId(workload);
      const part = `rollout ${workload.component}`;
      const text = formatReady(workload);
      const state = workload.pods.length === 0 ? 'waiting' : 'running';
      if (workload.isDone && told.delete(id)) output.step(part, text);
      if (workload.isDone || told.get(id) === `${state} ${text}`) continue;
      told.set(id, `${state} ${text}`);
      output.progress(part, text, state);
    }
  };
}

function formatReady({ ready, desired }: Workload): string {
  return `${ready}/${desired} ready`;
}
