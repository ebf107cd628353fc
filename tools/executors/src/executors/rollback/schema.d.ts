import type { PlaceOptions } from '../../release/place';

/** What a user may write for `rollback`; each is described in schema.json, which a spec holds equal to this. */
export interface RollbackOptions extends PlaceOptions {
  revision?: number;
  force?: boolean;
  timeoutSeconds?: number;
  lock?: 'wait' | 'fail';
  dryRun?: boolean;
  verbose?: boolean;
}
