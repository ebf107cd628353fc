import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Engine, findEngine, inspectImage } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { type ImageFile, inputsTag, readImageFile, writeImageFile } from '../../lib/image-file';
import { writeInputsFile } from '../../lib/inputs-file';
import type { Project } from '../../lib/project';
import type { Run } from '../../lib/run';
import { type ProvidedBase, provideBase } from './bases/provide';
import { findBaseRequests } from './bases/requests';
import { buildImage } from './build-image';
import { readContextFiles, readIgnoreFile } from './context';
import { parseDockerfile } from './dockerfile';
import { describeImage, tagImage } from './image';
import type { Journal } from './journal';
import { buildPlan, listInputs, type Settings } from './plan';
import { pushImage } from './push';
import { explainSize, readLayers } from './size';

/** The image, and whether anything was built for it. */
export interface Produced {
  image: ImageFile;
  outcome: 'built' | 'unchanged';
}

/**
 * From a project to its image.json: resolve, plan, find or build, check, name, push, write.
 *
 * @throws UserError for everything that the user can mend
 */
export async function produceImage(
  run: Run,
  project: Project,
  settings: Settings,
  journal: Journal,
): Promise<Produced> {
  const engine = await findEngine(run, project.workspace, settings.engine);
  const dockerfileText = readDockerfile(project, settings.dockerfile);
  const dockerfile = parseDockerfile(dockerfileText);
  const requests = findBaseRequests(dockerfile, settings.buildArgs, settings.target);
  const bases = await Promise.all(
    requests.map((request) => provideBase(run, engine, request, settings.platform, journal.say)),
  );
  const files = readContextFiles(settings.context, readIgnoreFile(settings.dockerfile, settings.context));
  const facts = { project, settings, dockerfileText, files, bases };
  const plan = buildPlan(facts);

  const known = await inspectImage(run, engine, plan.inputsReference);
  if (!known) {
    announce(bases, engine, journal);
    await buildImage(run, engine, plan, dockerfile, bases, journal);
  }
  const built = known ?? (await inspectImage(run, engine, plan.inputsReference));
  if (!built) throw new Error(`${engine.program} built no image ${plan.inputsReference}.`);
  if (built.sizeBytes > settings.maxSizeMb * 1e6) {
    const layers = await readLayers(run, engine, built.imageId);
    throw explainSize(plan.repository, built.sizeBytes, settings.maxSizeMb, layers);
  }
  const local = describeImage(plan, built, engine);
  const isNamed = plan.repository === plan.name;
  for (const tag of isNamed ? [local.tag] : [local.tag, inputsTag(plan.inputs)]) {
    await tagImage(run, engine, local.imageId, `${plan.repository}:${tag}`);
  }
  const digest = plan.push
    ? await pushImage(run, engine, { ...local, digest: findDigest(project, local.imageId) }, journal)
    : null;
  const image = { ...local, digest };
  writeInputsFile(project.workspace, project.root, listInputs(facts));
  writeImageFile(project.workspace, project.root, image);
  return { image, outcome: known ? 'unchanged' : 'built' };
}

/** The digest that these bytes got when they were pushed before; whether the registry of today has it is for it to say. */
function findDigest({ workspace, root, name }: Project, imageId: string): string | undefined {
  try {
    const before = readImageFile(workspace, root, name);
    return before.imageId === imageId ? (before.digest ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

function readDockerfile(project: Project, dockerfile: string): string {
  try {
    return readFileSync(dockerfile, 'utf8');
  } catch (cause) {
    const file = relative(project.workspace, dockerfile);
    throw new UserError(
      `Build the image of "${project.name}": there is no ${file}.`,
      'Write one, or name it with the option `dockerfile`.',
      { cause },
    );
  }
}

function announce(bases: readonly ProvidedBase[], engine: Engine, journal: Journal): void {
  for (const { wanted, reference, origin } of bases) {
    const where = origin === 'made here' ? `made on this machine (${reference})` : `from the ${origin}`;
    journal.say(`[base] ${wanted}: ${where}`);
  }
  journal.log(`engine: ${engine.program} ${JSON.stringify(engine.env)}`);
}
