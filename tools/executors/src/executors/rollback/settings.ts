import type { ExecutorContext } from '@nx/devkit';
import { resolvePlace, type Place } from '../../release/place';
import type { RollbackOptions } from './schema';

/** The options with every default filled in, and the release they are about. */
export interface RollbackSettings extends Place {
  /** The one that the user named, if any. */
  revision: number | undefined;
  force: boolean;
  timeoutSeconds: number;
  lock: 'wait' | 'fail';
  dryRun: boolean;
  verbose: boolean;
}

/** Fills in the defaults that schema.json describes. */
export function resolveSettings(options: RollbackOptions, context: ExecutorContext): RollbackSettings {
  return {
    ...resolvePlace(options, context),
    revision: options.revision,
    force: options.force ?? false,
    timeoutSeconds: options.timeoutSeconds ?? 300,
    lock: options.lock ?? 'wait',
    dryRun: options.dryRun ?? false,
    verbose: options.verbose ?? false,
  };
}
