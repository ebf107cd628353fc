import { createHash } from 'node:crypto';
import { posix, relative } from 'node:path';
import type { Engine } from '../../lib/engine';
import { inputsTag } from '../../lib/image-file';
import { type Inputs, shortHash } from '../../lib/inputs-file';
import type { Project } from '../../lib/project';
import type { ContextFile } from './context';
import { resolveDestination, type Destination } from './destination';
import type { ContainerOptions } from './schema';

/** An image that a build starts from, as decided by the base-image ladder. */
export interface Base {
  /** The ARG that names it in the Dockerfile; `undefined` if the Dockerfile names it outright. */
  arg: string | undefined;
  /** The reference that the Dockerfile asks for. */
  wanted: string;
  /** The reference to build from. */
  reference: string;
  /** `sha256:…` of its config. */
  imageId: string;
}

/** The options with every default filled in; paths are absolute. */
export interface Settings extends Destination {
  dockerfile: string;
  context: string;
  engine: 'auto' | Engine['program'];
  target: string | undefined;
  buildArgs: Readonly<Record<string, string>>;
  platform: string;
  maxSizeMb: number;
  verbose: boolean;
}

/** All that decides one build. */
export interface ContainerPlan extends Settings {
  project: Project;
  /** Build arguments as handed to the engine: the user's and the bases'. */
  allArgs: Readonly<Record<string, string>>;
  bases: readonly Base[];
  /** `sha256:…` over all that goes in. */
  inputs: string;
  /** `<name>:inputs-…`: an image by this name is this build's result, whichever registry it goes to. */
  inputsReference: string;
  /** Whether the Dockerfile asks for the CA bundle as a build secret (`id=ca`). */
  wantsCa: boolean;
}

/** The facts that a plan is made from, all read beforehand. */
export interface PlanFacts {
  project: Project;
  settings: Settings;
  dockerfileText: string;
  files: readonly ContextFile[];
  bases: readonly Base[];
}

/**
 * Fills in the defaults. Pure.
 *
 * @param architecture of this machine, in Node's words (`process.arch`)
 * @param environment where TODO_REGISTRY and TODO_PUSH may be
 * @throws UserError if it cannot be said where the image goes
 */
export function resolveSettings(
  options: ContainerOptions,
  project: Project,
  architecture: string,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const absolute = (path: string): string =>
    `${project.workspace}/${path}`.replace(/\/\.?$/, '').replace(/\/\.\//g, '/');
  return {
    ...resolveDestination(options, project.name, environment),
    dockerfile: absolute(options.dockerfile ?? `${project.root}/Dockerfile`),
    context: absolute(options.context ?? project.root),
    engine: options.engine ?? 'auto',
    target: options.target,
    buildArgs: options.buildArgs ?? {},
    platform: options.platform ?? `linux/${architecture === 'x64' ? 'amd64' : architecture}`,
    maxSizeMb: options.maxSizeMb ?? 500,
    verbose: options.verbose ?? false,
  };
}

/** Decides the whole build from facts already read. Pure. */
export function buildPlan({ project, settings, dockerfileText, files, bases }: PlanFacts): ContainerPlan {
  const baseArgs = bases.flatMap(({ arg, reference }) => (arg ? [[arg, reference] as const] : []));
  const inputs = hashInputs(settings, dockerfileText, files, bases);
  return {
    ...settings,
    project,
    bases,
    inputs,
    inputsReference: `${settings.name}:${inputsTag(inputs)}`,
    allArgs: { ...settings.buildArgs, ...Object.fromEntries(baseArgs) },
    wantsCa: /--mount=\S*\bid=ca\b/.test(dockerfileText),
  };
}

/** Everything that the hash of the inputs is over, item by item. Pure. */
export function listInputs({ project, settings, dockerfileText, files, bases }: PlanFacts): Inputs {
  const context = relative(project.workspace, settings.context);
  const hash = (text: string): string => shortHash(createHash('sha256').update(text).digest('hex'));
  const argumentHashes = Object.entries(settings.buildArgs).map(([name, value]) => [`argument ${name}`, hash(value)]);
  return Object.fromEntries([
    ...files.map(({ path, sha256 }) => [posix.join(context, path), shortHash(sha256)]),
    [relative(project.workspace, settings.dockerfile), hash(dockerfileText)],
    ...bases.map(({ wanted, imageId }) => [`base ${wanted}`, shortHash(imageId)]),
    ...argumentHashes,
  ]) as Inputs;
}

/**
 * One hash over what decides an image's content. A base counts by its id, not by its name: the same bytes from a
 * registry or from a cache are the same input.
 */
function hashInputs(
  { target, platform, buildArgs }: Settings,
  dockerfile: string,
  files: readonly ContextFile[],
  bases: readonly Base[],
): string {
  const facts = {
    dockerfile,
    target: target ?? null,
    platform,
    buildArgs: Object.entries(buildArgs).sort(([left], [right]) => (left < right ? -1 : 1)),
    bases: bases.map(({ arg, wanted, imageId }) => [arg ?? wanted, imageId]).sort(),
    files: files.map(({ path, kind, sha256 }) => [path, kind, sha256]),
  };
  return `sha256:${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`;
}
