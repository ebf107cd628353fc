import { type Engine, hasImage } from './engine';
import { UserError } from './errors';
import { type ImageFile, readImageFile } from './image-file';
import { formatFailure, type Run } from './run';

/** Which project's image is wanted, and where its identity lies. */
export interface ImageOwner {
  /** The workspace. */
  root: string;
  project: string;
  projectRoot: string;
}

/**
 * Makes sure that the engine holds the bytes that a project's image.json names. A restored Nx cache brings
 * back the identity only; where the bytes are missing, the project's `container` target runs once more.
 *
 * @param onLine gets the output of that build, line by line
 * @returns the image.json to go on with: a rebuild may have given another id for the same inputs
 * @throws UserError if there is no image.json, or the rebuild fails
 */
export async function ensureImageBytes(
  run: Run,
  engine: Engine,
  owner: ImageOwner,
  onLine?: (line: string) => void,
): Promise<ImageFile> {
  const image = readImageFile(owner.root, owner.projectRoot, owner.project);
  if (await hasImage(run, engine, image.imageId)) return image;
  const result = await run(['npx', 'nx', 'run', `${owner.project}:container`, '--skip-nx-cache'], {
    cwd: owner.root,
    ...(onLine ? { onLine } : {}),
  });
  if (result.exitCode !== 0) {
    throw new UserError(
      `Rebuild the image of "${owner.project}", whose bytes ${engine.program} no longer holds: ${formatFailure(result)}`,
      `Run: nx container ${owner.project} --skip-nx-cache`,
    );
  }
  return readImageFile(owner.root, owner.projectRoot, owner.project);
}
