import type { Run } from '../../../lib/run';
import type { BaseRequest } from './requests';

/** What a recipe works with while it makes a base. */
export interface Workshop {
  run: Run;
  /** An empty folder for everything in between. */
  folder: string;
  /** Called with one line per step that takes time. */
  say: (line: string) => void;
}

/** A way to make one base image here, from packages instead of a registry. */
export interface Recipe {
  /** What it makes, for people: `Node 24.21.0 on Debian trixie`. */
  title: string;
  /** All that decides the result, as plain data; its hash is the key in the cache. */
  contents: unknown;
  /** The environment of the image, as `NAME=value`. */
  env: readonly string[];
  /** Makes the layers, lowest first, and returns their tar files. */
  makeLayers: (workshop: Workshop) => Promise<string[]>;
}

/**
 * Finds out how a base could be made here; `undefined` if this maker does not know the image. It may look at the
 * machine, such as for an interpreter, and throws a UserError if it knows the image but lacks what it needs.
 */
export type RecipeMaker = (request: BaseRequest, run: Run) => Promise<Recipe | undefined>;
