import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What went into an image, one short hash for each: files by their path in the workspace, bases as
 * `base <reference>`, arguments as `argument <name>`. Beside image.json, so that a deploy can say what changed.
 */
export type Inputs = Readonly<Record<string, string>>;

/** Where the inputs of a project's image are listed, relative to the workspace: `dist/<project root>/inputs.json`. */
export function inputsFilePath(projectRoot: string): string {
  return join('dist', projectRoot, 'inputs.json');
}

/** Writes the list. */
export function writeInputsFile(root: string, projectRoot: string, inputs: Inputs): void {
  const path = join(root, inputsFilePath(projectRoot));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(inputs, null, 1)}\n`);
}

/** Reads the list; it is there to explain, so one that is absent or broken is `undefined`. */
export function readInputsFile(root: string, projectRoot: string): Inputs | undefined {
  try {
    return JSON.parse(readFileSync(join(root, inputsFilePath(projectRoot)), 'utf8')) as Inputs;
  } catch {
    return undefined;
  }
}

/** Long enough to tell two versions of one file apart. Pure. */
export function shortHash(hash: string): string {
  return hash.replace(/^sha256:/, '').slice(0, 8);
}
