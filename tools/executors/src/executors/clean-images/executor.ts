import type { ExecutorContext } from '@nx/devkit';
import { bindSignal, runInterruptible } from '../../lib/interrupt';
import { run } from '../../lib/run';
import { chooseCluster } from '../helm-deploy/choose-cluster';
import { connect } from '../helm-deploy/cluster-api';
import { cleanImages as clean } from './clean-images';
import { formatCleaning } from './report';
import type { CleanImagesOptions } from './schema';
import { resolveSettings } from './settings';

/** Nx starts this for the target `clean-images`: what nothing needs goes, in every store. */
export default function cleanImages(
  options: CleanImagesOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runInterruptible(async ({ signal, print }) => {
    const settings = resolveSettings(options, context);
    const cluster = chooseCluster(settings);
    const surroundings = { run: bindSignal(run, signal), print, signal };
    const stores = await clean(settings, cluster, connect(cluster), surroundings);
    if (settings.json) print(JSON.stringify({ event: 'result', dryRun: settings.dryRun, stores }));
    else print(formatCleaning(stores, settings.dryRun, settings.command));
    return stores.every(({ failures, kind }) => kind === 'registry' || failures.length === 0);
  });
}
