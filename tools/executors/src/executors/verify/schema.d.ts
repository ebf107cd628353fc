import type { PlaceOptions } from '../../release/place';

/** What a user may write for `verify`; each is described in schema.json, which a spec holds equal to this. */
export type VerifyOptions = PlaceOptions;
