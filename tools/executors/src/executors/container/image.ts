import type { Engine } from '../../lib/engine';
import { type ImageFile, imageTag } from '../../lib/image-file';
import { type Run, runOrThrow } from '../../lib/run';
import type { ContainerPlan } from './plan';

/** What an engine says about an image that it holds. */
export interface ImageFacts {
  /** `sha256:…` */
  imageId: string;
  sizeBytes: number;
}

/** Asks the engine for an image; `undefined` if it holds none by this reference. */
export async function inspectImage(run: Run, engine: Engine, reference: string): Promise<ImageFacts | undefined> {
  const argv = [engine.program, 'image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference];
  const { exitCode, stdout } = await run(argv, { env: engine.env });
  const [id = '', size = ''] = stdout.trim().split(' ');
  return exitCode === 0
    ? { imageId: id.startsWith('sha256:') ? id : `sha256:${id}`, sizeBytes: Number(size) }
    : undefined;
}

/** Gives an image one more name. */
export async function tagImage(run: Run, engine: Engine, imageId: string, reference: string): Promise<void> {
  await runOrThrow(run, [engine.program, 'tag', imageId, reference], { env: engine.env });
}

/** What goes into image.json. Pure. */
export function describeImage(plan: ContainerPlan, { imageId, sizeBytes }: ImageFacts, engine: Engine): ImageFile {
  return {
    project: plan.project.name,
    repository: plan.repository,
    tag: imageTag(imageId),
    imageId,
    inputs: plan.inputs,
    digest: null,
    platform: plan.platform,
    sizeBytes,
    engine: engine.program,
  };
}
