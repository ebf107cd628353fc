import type { PlaceOptions } from '../../release/place';

/** What a user may write for `clean-images`; each is described in schema.json, which a spec holds equal to this. */
export interface CleanImagesOptions extends PlaceOptions {
  components: readonly string[];
  projects?: Readonly<Record<string, string>>;
  repositories?: readonly string[];
  registry?: boolean;
  dryRun?: boolean;
}
