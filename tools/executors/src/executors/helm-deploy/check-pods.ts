import { UserError } from '../../lib/errors';
import { describeApiError, type ClusterApi } from './cluster-api';
import type { NewPod } from './new-pods';

/**
 * Asks the API server, in a dry run, whether it would take the pods that the deploy makes: Pod Security, quotas,
 * limits and whatever else judges pods in this cluster. Of a namespace that is not there yet, it cannot be asked.
 */
export async function checkPods(
  api: Pick<ClusterApi, 'createPodDryRun'>,
  namespace: string,
  pods: readonly NewPod[],
): Promise<UserError[]> {
  const checks = pods.map(async ({ workload, body, isAdditional }) => {
    const refusal = await api.createPodDryRun(namespace, body).then(() => undefined, describeApiError);
    // pods that are replaced make room for the new ones
    return refusal === undefined ? [] : judgeRefusal(workload, namespace, refusal, isAdditional);
  });
  return (await Promise.all(checks)).flat();
}

/** What a refusal means; who may not make pods himself, or an API that is away, is no fault of the pods. Pure. */
export function judgeRefusal(
  workload: string,
  namespace: string,
  refusal: string,
  countsAgainstQuota: boolean,
): UserError[] {
  const security = /violates PodSecurity "([^"]*)": (.*)/.exec(refusal);
  if (security) {
    return [
      new UserError(
        `The namespace "${namespace}" refuses the pods of ${workload} (Pod Security ${security[1]}): ${security[2]}.`,
        'Correct the security settings in the chart or its values.',
      ),
    ];
  }
  const quota = /exceeded quota: (.*)/.exec(refusal) ?? /failed quota: (.*)/.exec(refusal);
  if (quota && countsAgainstQuota) {
    return [
      new UserError(
        `A quota of the namespace "${namespace}" refuses the pods of ${workload}: ${quota[1]}.`,
        `Lower the resources in the values, or raise the quota: kubectl -n ${namespace} describe quota`,
      ),
    ];
  }
  const limit = /((?:maximum|minimum) \S+ usage per \S+ is .*)/.exec(refusal);
  if (limit) {
    return [
      new UserError(
        `A limit range of the namespace "${namespace}" refuses the pods of ${workload}: ${limit[1]}.`,
        `Correct the resources in the values: kubectl -n ${namespace} describe limitrange`,
      ),
    ];
  }
  return [];
}
