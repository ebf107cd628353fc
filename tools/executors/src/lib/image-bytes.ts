import { join } from 'node:path';
import { type Engine, hasImage, inspectImage } from './engine';
import { UserError } from './errors';
import { type ImageFile, imageTag, inputsTag, readImageFile, writeImageFile } from './image-file';
import { formatFailure, type Run } from './run';

/** Which project's image is wanted, and where its identity lies. */
export interface ImageOwner {
  /** The workspace. */
  root: string;
  project: string;
  projectRoot: string;
}

/**
 * Makes sure that the engine holds the bytes that a project's image.json names. A restored Nx cache brings back the
 * identity only. Where its bytes are missing, an image of equal inputs takes their place, and where there is none, the
 * project's `container` target runs once more.
 *
 * @param onLine gets the output of that build, line by line
 * @returns the image.json to go on with: another build of equal inputs may have another id
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
  const equal = await inspectImage(run, engine, `${image.repository}:${inputsTag(image.inputs)}`);
  if (equal) {
    const found = { ...image, ...equal, tag: imageTag(equal.imageId), engine: engine.program };
    writeImageFile(owner.root, owner.projectRoot, found);
    return found;
  }
  const nx = join(owner.root, 'node_modules/.bin/nx');
  const argv = [nx, 'run', `${owner.project}:container`, '--skip-nx-cache', '--excludeTaskDependencies'];
  const result = await run(argv, { cwd: owner.root, ...(onLine ? { onLine } : {}) });
  if (result.exitCode !== 0) {
    throw new UserError(
      `Rebuild the image of "${owner.project}", whose bytes ${engine.program} does not hold: ${formatFailure(result)}`,
      `Run: nx container ${owner.project} --skip-nx-cache`,
    );
  }
  return readImageFile(owner.root, owner.projectRoot, owner.project);
}
