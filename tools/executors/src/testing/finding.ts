import type { Finding } from '../executors/helm-deploy/finding';

/** A trouble that may last so long. */
export function makeFinding(patienceSeconds: number, changes: Partial<Finding> = {}): Finding {
  return {
    code: 'crash',
    component: 'backend',
    workload: 'Deployment/backend',
    pod: 'backend-1',
    container: 'backend',
    cause: 'ended with exit code 1',
    patienceSeconds,
    log: undefined,
    ...changes,
  };
}
