import { findEngine } from '../../lib/engine';
import { ensureImageBytes } from '../../lib/image-bytes';
import type { Run } from '../../lib/run';
import { formatBytes } from '../container/report';
import type { Cluster } from './cluster-file';
import { replanImage, type ImagePlan } from './image-plan';
import { formatReference } from './image-reference';
import { loadImage } from './load';
import type { Output } from './output';
import type { Settings } from './settings';
import { formatTransfer, formatTransfers, type Transfer } from './transfer';

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
  const transfers: Transfer[] = [];
  for (const plan of plans) {
    const { loaded, outcome, transfer } = await loadOne(run, settings, cluster, plan, scratch, output);
    output.step('load', `${formatReference(loaded.reference)} ${outcome}`, 'running');
    if (transfer) transfers.push(transfer);
    final.push(loaded);
  }
  if (transfers.length > 0) output.progress('load', `${formatTransfers(transfers)} put into the node`, 'done');
  else output.progress('load', 'nothing to put into the cluster', 'unchanged');
  return final;
}

async function loadOne(
  run: Run,
  { components, workspace }: Settings,
  cluster: Cluster,
  plan: ImagePlan,
  scratch: string,
  output: Output,
): Promise<{ loaded: ImagePlan; outcome: string; transfer?: Transfer }> {
  const owner = components.find(({ key }) => key === plan.key);
  if (!plan.load || !owner) return { loaded: plan, outcome: `(${plan.reason})` };
  const engine = await findEngine(run, workspace, plan.load.engine === 'docker' ? 'docker' : 'podman');
  let isTold = false;
  const onLine = (line: string): void => {
    if (!isTold)
      output.step('load', `${plan.key}: ${engine.program} has lost its bytes, building it again…`, 'running');
    isTold = true;
    output.detail(line);
  };
  const image = await ensureImageBytes(run, engine, { root: workspace, ...owner }, onLine);
  const loaded = replanImage(plan, image);
  output.progress('load', `${formatReference(loaded.reference)} (${formatBytes(image.sizeBytes)})`);
  const transfer = await loadImage(
    run,
    cluster,
    { engine, imageId: image.imageId, sizeBytes: image.sizeBytes, reference: formatReference(loaded.reference) },
    scratch,
  );
  return { loaded, transfer, outcome: `put into the node (${formatTransfer(transfer)})` };
}
