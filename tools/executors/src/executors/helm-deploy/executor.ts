import type { ExecutorContext } from '@nx/devkit';
import { formatError, UserError } from '../../lib/errors';
import { runInterruptible } from '../../lib/interrupt';
import { run } from '../../lib/run';
import { deploy, explainEarlyEnd } from './deploy';
import { createOutput } from './output';
import type { HelmDeployOptions } from './schema';
import { withScratch } from './scratch';
import { resolveSettings } from './settings';

/** Nx starts this for each `helm-deploy` and `deploy` target. */
export default function helmDeploy(
  options: HelmDeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runInterruptible(({ signal, print }) => {
    const settings = resolveSettings(options, context);
    const output = createOutput(settings, print);
    return withScratch((scratch) => deploy(settings, { run, output, scratch, signal })).catch((thrown: unknown) => {
      const error = signal.aborted ? explainEarlyEnd(settings) : thrown;
      const status = signal.aborted ? 'interrupted' : error instanceof UserError ? 'refused' : 'broken';
      output.result(formatError(error), { status, cause: formatError(error) });
      return false;
    });
  });
}
