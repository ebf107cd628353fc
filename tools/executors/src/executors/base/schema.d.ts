import type { PlaceOptions } from '../../release/place';

/** What a user may write for `base`; each is described in schema.json, which a spec holds equal to this. */
export type BaseOptions = PlaceOptions;
