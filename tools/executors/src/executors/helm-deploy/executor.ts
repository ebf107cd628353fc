import type { ExecutorContext } from '@nx/devkit';
import { formatError, UserError } from '../../lib/errors';
import { openEvents } from '../../lib/events';
import { runInterruptible } from '../../lib/interrupt';
import { openLog } from '../../lib/log';
import { run } from '../../lib/run';
import { deploy, explainEarlyEnd } from './deploy';
import { createOutput } from './output';
import { ClusterAwayError } from './roll-out';
import type { HelmDeployOptions } from './schema';
import { withScratch } from './scratch';
import { resolveSettings } from './settings';

/** Where the last deploy is kept whole, relative to the workspace. */
export const deployLog = 'dist/deploy/last.log';

/** Nx starts this for each `helm-deploy` and `deploy` target. */
export default function helmDeploy(
  options: HelmDeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  return runInterruptible(({ signal, print }) => {
    const settings = resolveSettings(options, context);
    const output = createOutput(
      settings,
      print,
      openLog(settings.workspace, deployLog),
      openEvents(context.projectName ?? ''),
    );
    return withScratch((scratch) => deploy(settings, { run, output, scratch, signal })).catch((thrown: unknown) => {
      const error = signal.aborted ? explainEarlyEnd(settings) : thrown;
      const status = signal.aborted ? 'interrupted' : nameEnd(error);
      output.result(formatError(error), { status, cause: formatError(error) });
      return false;
    });
  });
}

/** What an error means for the release: gone out of sight, left as it was, or a bug of ours. Pure. */
function nameEnd(error: unknown): 'away' | 'refused' | 'broken' {
  if (error instanceof ClusterAwayError) return 'away';
  return error instanceof UserError ? 'refused' : 'broken';
}
