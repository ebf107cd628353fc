import type { ExecutorContext } from '@nx/devkit';
import { runInterruptible } from '../../lib/interrupt';
import { resolvePlace } from '../../release/place';
import { chooseCluster } from '../helm-deploy/choose-cluster';
import { connect } from '../helm-deploy/cluster-api';
import { formatVerification } from './report';
import type { VerifyOptions } from './schema';
import { verify as compare } from './verify';

/** Nx starts this for the target `verify`: the cluster beside the receipt of its deploy. */
export default function verify(options: VerifyOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return runInterruptible(async ({ print }) => {
    const place = resolvePlace(options, context);
    const cluster = chooseCluster(place);
    const verification = await compare(connect(cluster), place);
    const { live, receipt, differences } = verification;
    const status = differences.length === 0 ? 'same' : 'different';
    if (place.json) {
      print(JSON.stringify({ event: 'result', status, revision: live.revision, differences, receipt }));
    } else print(formatVerification(verification, cluster.context, Date.now()));
    return differences.length === 0;
  });
}
