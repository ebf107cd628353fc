import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from './errors';

/**
 * What one image is: the contract between `container`, which writes it to `dist/<project root>/image.json`,
 * and whoever runs the image. It holds the identity, not the bytes.
 */
export interface ImageFile {
  /** The Nx project the image was built from. */
  project: string;
  /** Name without tag, such as `todo-app/backend`. */
  repository: string;
  /** The first 12 hex digits of `imageId`. */
  tag: string;
  /** `sha256:…` of the image config: equal bytes, equal id. */
  imageId: string;
  /** `sha256:…` over all that went in: context files, Dockerfile, arguments, base image ids. */
  inputs: string;
  /** `sha256:…` of the manifest once the image is in a registry, else `null`. */
  digest: string | null;
  /** Such as `linux/amd64`. */
  platform: string;
  /** The size that the engine reports, uncompressed. */
  sizeBytes: number;
  /** The program that holds the bytes: `podman` or `docker`. */
  engine: string;
}

const digest = /^sha256:[0-9a-f]{64}$/;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length > 0;
const isDigest = (value: unknown): boolean => typeof value === 'string' && digest.test(value);

const fields: Record<keyof ImageFile, (value: unknown) => boolean> = {
  project: isText,
  repository: isText,
  tag: (value) => typeof value === 'string' && /^[0-9a-f]{12}$/.test(value),
  imageId: isDigest,
  inputs: isDigest,
  digest: (value) => value === null || isDigest(value),
  platform: isText,
  sizeBytes: (value) => typeof value === 'number' && value >= 0,
  engine: isText,
};

/** Where the image of a project is described, relative to the workspace: `dist/<project root>/image.json`. */
export function imageFilePath(projectRoot: string): string {
  return join('dist', projectRoot, 'image.json');
}

/** The tag that every image gets in its engine beside its own, so that equal inputs are found without a build. */
export function inputsTag(inputs: string): string {
  return `inputs-${inputs.replace(/^sha256:/, '').slice(0, 12)}`;
}

/** The tag an image goes by: the first 12 hex digits of its id. */
export function imageTag(imageId: string): string {
  return imageId.replace(/^sha256:/, '').slice(0, 12);
}

/**
 * Checks the text of an image.json. Pure.
 *
 * @param file its path, for the error
 * @throws UserError that names the file, the field and the command that makes it anew
 */
export function parseImageFile(text: string, file: string, project: string): ImageFile {
  const again = `Run: nx container ${project} --skip-nx-cache`;
  const seen = parseJson(text);
  if (!isRecord(seen)) throw new UserError(`Read ${file}: it holds no JSON object.`, again);
  for (const [name, isGood] of Object.entries(fields)) {
    if (!isGood(seen[name])) {
      throw new UserError(`Read ${file}: "${name}" is ${JSON.stringify(seen[name]) ?? 'missing'}.`, again);
    }
  }
  return seen as unknown as ImageFile;
}

/**
 * Reads `dist/<project root>/image.json` of a project.
 *
 * @throws UserError that names the file and the command that makes it, if it is absent or broken
 */
export function readImageFile(root: string, projectRoot: string, project: string): ImageFile {
  const file = imageFilePath(projectRoot);
  return parseImageFile(readText(join(root, file), file, project), file, project);
}

/** Writes `dist/<project root>/image.json` in one step, so that nobody reads half of it. */
export function writeImageFile(root: string, projectRoot: string, image: ImageFile): void {
  const path = join(root, imageFilePath(projectRoot));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify(image, null, 2)}\n`);
  renameSync(`${path}.tmp`, path);
}

function readText(path: string, file: string, project: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(`No image for "${project}" (${file}).`, `Run: nx container ${project}`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
