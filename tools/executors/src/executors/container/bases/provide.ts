import { join } from 'node:path';
import { type Engine, inspectImage } from '../../../lib/engine';
import { UserError } from '../../../lib/errors';
import { formatFailure, type Run, runOrThrow } from '../../../lib/run';
import type { Base } from '../plan';
import { ensureLocalBase, userCache } from './cache';
import { makeNginxRecipe } from './nginx';
import { makeNodeRecipe } from './node';
import { makePostgresRecipe } from './postgres';
import { makePythonRecipe } from './python';
import type { Recipe } from './recipe';
import { formatReference, parseReference } from './reference';
import { registryAnswers } from './registry';
import type { BaseRequest } from './requests';

const makers = [makeNodeRecipe, makePythonRecipe, makePostgresRecipe, makeNginxRecipe];

/** A base that the plan can count on. */
export interface ProvidedBase extends Base {
  /** Where it comes from; `made here` stands for the user's cache as well. */
  origin: 'engine' | 'registry' | 'made here';
  /** The archive to load into the engine before a build, for a base that was made here. */
  archive?: string;
}

/**
 * Climbs the base-image ladder for one image: the engine has it; its registry answers and gives it; it is made here.
 *
 * @param platform such as `linux/amd64`, the only one that bases are made for here
 * @throws UserError with the ways out if no rung holds
 */
export async function provideBase(
  run: Run,
  engine: Engine,
  request: BaseRequest,
  platform: string,
  say: (line: string) => void,
): Promise<ProvidedBase> {
  const wanted = parseReference(request.reference);
  const reference = formatReference(wanted);
  const base = { arg: request.arg, wanted: request.reference, reference };
  const held = await inspectImage(run, engine, reference);
  if (held) return { ...base, imageId: held.imageId, origin: 'engine' };
  const refusal = await pullBase(run, engine, wanted.registry, reference, platform, say);
  if (refusal === undefined) {
    const pulled = await inspectImage(run, engine, reference);
    if (pulled) return { ...base, imageId: pulled.imageId, origin: 'registry' };
  }
  const recipe = request.arg && platform === 'linux/amd64' ? await findRecipe(run, request) : undefined;
  if (!recipe) throw noWay(request, refusal ?? 'it vanished after the pull', wanted.registry);
  const name = `${wanted.name.split('/').at(-1)}-${request.variant}`;
  const local = await ensureLocalBase(run, name, recipe, userCache(), (line) => {
    say(`${recipe.title}: ${line}`);
  });
  return { ...base, ...local, origin: 'made here' };
}

/** Puts the bases that were made here into the engine, where it lacks them. */
export async function loadBases(run: Run, engine: Engine, bases: readonly ProvidedBase[]): Promise<void> {
  for (const { archive, reference, imageId } of bases) {
    if (!archive || (await inspectImage(run, engine, reference))?.imageId === imageId) continue;
    await runOrThrow(run, [engine.program, 'load', '--input', archive], { env: engine.env });
  }
}

/** Tries the registry; returns why it did not work, or `undefined` if the image is there now. */
async function pullBase(
  run: Run,
  engine: Engine,
  registry: string,
  reference: string,
  platform: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  if (!(await registryAnswers(registry, join(userCache(), 'registries.json')))) return `${registry} does not answer`;
  say(`pulling ${reference}`);
  const pull = await run([engine.program, 'pull', '--quiet', '--platform', platform, reference], { env: engine.env });
  return pull.exitCode === 0 ? undefined : formatFailure(pull, 3);
}

async function findRecipe(run: Run, request: BaseRequest): Promise<Recipe | undefined> {
  for (const maker of makers) {
    const recipe = await maker(request, run);
    if (recipe) return recipe;
  }
  return undefined;
}

function noWay({ arg, reference }: BaseRequest, refusal: string, registry: string): UserError {
  const what = `Get the base image ${reference}: ${refusal}`;
  return new UserError(
    arg ? `${what}, and there is no recipe to make it here.` : `${what}, and the Dockerfile names it in FROM outright.`,
    [
      'Ways out:',
      `- connect this machine to ${registry}, or load the image into the engine (podman load, docker load)`,
      arg
        ? `- name another image: --buildArgs.${arg}=…`
        : '- write it as an argument (ARG BASE_IMAGE=… above FROM ${BASE_IMAGE}), so that it can be replaced',
    ].join('\n'),
  );
}
