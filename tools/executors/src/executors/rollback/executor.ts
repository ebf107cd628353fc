import type { ExecutorContext } from '@nx/devkit';
import { formatError, UserError } from '../../lib/errors';
import { openEvents } from '../../lib/events';
import { runInterruptible } from '../../lib/interrupt';
import { run } from '../../lib/run';
import { createOutput } from '../helm-deploy/output';
import { rollBack } from './rollback';
import type { RollbackOptions } from './schema';
import { resolveSettings } from './settings';

/** Nx starts this for the target `rollback`: back to the newest revision that is known to be good. */
export default function rollback(options: RollbackOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return runInterruptible(({ signal, print }) => {
    const settings = resolveSettings(options, context);
    const output = createOutput(
      { ...settings, part: 'rollback' },
      print,
      undefined,
      openEvents(context.projectName ?? ''),
    );
    return rollBack(settings, { run, output, signal }).catch((thrown: unknown) => {
      const error = signal.aborted ? explainEarlyEnd(settings.release) : thrown;
      const status = signal.aborted ? 'interrupted' : error instanceof UserError ? 'refused' : 'broken';
      output.result(formatError(error), { status, cause: formatError(error) });
      return false;
    });
  });
}

function explainEarlyEnd(release: string): UserError {
  return new UserError(
    `Roll back "${release}" interrupted before Helm was started: the release is as it was.`,
    'Run it again whenever you like.',
  );
}
