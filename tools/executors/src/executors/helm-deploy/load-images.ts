import { findEngine } from '../../lib/engine';
import { ensureImageBytes } from '../../lib/image-bytes';
import type { Run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import { replanImage, type ImagePlan } from './image-plan';
import { formatReference } from './image-reference';
import { loadImage } from './load';
import type { Output } from './output';
import type { Settings } from './settings';

/**
 * Puts the images that the nodes lack into them, one after the other, and says of each image what became of it. An
 * image whose bytes are gone is built again first, which may give it another id.
 *
 * @returns the plan with the references that are really there
 */
export async function loadImages(
  run: Run,
  settings: Settings,
  cluster: Cluster,
  plans: readonly ImagePlan[],
  scratch: string,
  output: Output,
): Promise<ImagePlan[]> {
  const final: ImagePlan[] = [];
  for (const plan of plans) {
    const loaded = plan.load ? await loadOne(run, settings, cluster, plan, scratch, output) : plan;
    output.step(
      'image',
      `${formatReference(loaded.reference)} ${plan.load ? 'put into the node' : `(${plan.reason})`}`,
    );
    final.push(loaded);
  }
  return final;
}

async function loadOne(
  run: Run,
  { components, workspace }: Settings,
  cluster: Cluster,
  plan: ImagePlan,
  scratch: string,
  output: Output,
): Promise<ImagePlan> {
  const owner = components.find(({ key }) => key === plan.key);
  if (!plan.load || !owner) return plan;
  const engine = await findEngine(run, workspace, plan.load.engine === 'docker' ? 'docker' : 'podman');
  let isTold = false;
  const onLine = (line: string): void => {
    if (!isTold) output.step('image', `${plan.key}: ${engine.program} has lost its bytes, building it again…`);
    isTold = true;
    output.detail(line);
  };
  const image = await ensureImageBytes(run, engine, { root: workspace, ...owner }, onLine);
  const final = replanImage(plan, image);
  await loadImage(
    run,
    cluster,
    { engine, imageId: image.imageId, sizeBytes: image.sizeBytes, reference: formatReference(final.reference) },
    scratch,
  );
  return final;
}
