import type { Engine, ImageFacts } from '../../lib/engine';
import { type ImageFile, imageTag } from '../../lib/image-file';
import { type Run, runOrThrow } from '../../lib/run';
import type { ContainerPlan } from './plan';

/** Gives an image one more name. */
export async function tagImage(run: Run, engine: Engine, imageId: string, reference: string): Promise<void> {
  await runOrThrow(run, [engine.program, 'tag', imageId, reference], { env: engine.env });
}

/** What goes into image.json of an image that no registry has. Pure. */
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
