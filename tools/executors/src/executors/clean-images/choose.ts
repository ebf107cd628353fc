import { parseReference } from '../helm-deploy/image-reference';
import { shortName, type Needs } from './needs';

/** An image as a store knows it: one content under all its names. */
export interface StoredImage {
  /** `sha256:…` of its config, where the store tells. */
  id: string | undefined;
  /** With tag or digest, as the store writes them. */
  names: readonly string[];
  /** Names that it had before, and digests by which a registry knows it or a part of it; all that is left of one without a name. */
  otherNames: readonly string[];
  sizeBytes: number;
}

/** What to take away of a stored image. */
export interface Removal {
  image: StoredImage;
  /** The names to remove; none where the image has no name and goes by its id. */
  names: readonly string[];
  /** Whether nothing of the image is left then. */
  isWhole: boolean;
}

/**
 * The images of ours that nothing needs. One that something needs keeps all its names, as the tag of its inputs is how
 * the next build finds it. Of one that has foreign names too, ours alone are removed. Pure.
 *
 * @param ours repositories, short as in `Needs`
 */
export function chooseRemovals(stored: readonly StoredImage[], needs: Needs, ours: ReadonlySet<string>): Removal[] {
  const isOurs = (name: string): boolean => ours.has(shortName(parseReference(name).repository));
  return stored
    .filter((image) => !isNeeded(image, needs))
    .flatMap((image) => {
      const names = image.names.filter(isOurs);
      const isNameless = image.names.length === 0 && image.otherNames.some(isOurs);
      if (names.length === 0 && !isNameless) return [];
      return [{ image, names, isWhole: names.length === image.names.length }];
    });
}

/** What removing frees, at most: images share layers, and each counts in full here. Pure. */
export function sumBytes(removals: readonly Removal[]): number {
  return removals.reduce((sum, { image, isWhole }) => sum + (isWhole ? image.sizeBytes : 0), 0);
}

function isNeeded({ id, names, otherNames }: StoredImage, { references, ids }: Needs): boolean {
  if (id !== undefined && ids.has(id)) return true;
  return [...names, ...otherNames.filter((name) => name.includes('@'))].some((name) => references.has(shortName(name)));
}
