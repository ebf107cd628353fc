import type { ExecutorContext } from '@nx/devkit';
import { bindSignal, runInterruptible } from '../../lib/interrupt';
import { run } from '../../lib/run';
import { resolvePlace } from '../../release/place';
import { chooseCluster } from '../helm-deploy/choose-cluster';
import { connect } from '../helm-deploy/cluster-api';
import { readBase } from './read-base';
import type { BaseOptions } from './schema';

/** Nx starts this for the target `base`: what `nx affected` has to compare with, on a line of its own. */
export default function base(options: BaseOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return runInterruptible(async ({ signal, print }) => {
    const place = resolvePlace(options, context);
    const found = await readBase(bindSignal(run, signal), connect(chooseCluster(place)), place);
    if (place.json) print(JSON.stringify({ event: 'result', ...found }));
    else print(`${found.reason}\n${found.base}`);
    return true;
  });
}
