import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { formatReference, parseReference, type ImageReference } from './image-reference';
import { nodesHave, type NodeImage } from './node-images';
import { findLiveImage, type LiveImage } from './release-state';
import { isValues, textAt, valueAt, type Values } from './values';

/** Which image a component will run, and why. */
export interface ImagePlan {
  key: string;
  reference: ImageReference;
  inputs: string;
  reason: 'new' | 'same bytes' | 'same inputs' | 'kept from the live release' | 'named in the values';
  /** The image to put into the nodes, if it is one of this workspace and they lack it. */
  load: ImageFile | undefined;
}

/** What the decision about images rests on. */
export interface ImageFacts {
  /** The images of the components of this deploy, by component. */
  images: ReadonlyMap<string, ImageFile | UserError>;
  live: readonly LiveImage[];
  /** What each node has; `undefined` where nodes fetch images by themselves, and images are then taken to be there. */
  nodes: readonly (readonly NodeImage[])[] | undefined;
  /** All values but ours, merged; and those of the user's own files alone. */
  merged: Values;
  named: Values;
}

/** The components of a chart: keys of its values with an `image`, unless they are switched off. Pure. */
export function findComponents(merged: Values): string[] {
  return Object.entries(merged)
    .filter(([, value]) => isValues(value) && isValues(value['image']) && value['enabled'] !== false)
    .map(([key]) => key);
}

/**
 * Decides the image of each component. Two images are the same if their bytes or their inputs are equal; then
 * the reference that runs is kept, so that nothing rolls. Nodes that fetch images by themselves are given the digest
 * of one that was pushed, which no later push can turn into other bytes. A component that is not part of this deploy
 * keeps the image of the live release. Pure.
 */
export function planImages(
  components: readonly string[],
  facts: ImageFacts,
): { plans: ImagePlan[]; problems: Map<string, UserError> } {
  const plans: ImagePlan[] = [];
  const problems = new Map<string, UserError>();
  for (const key of components) {
    const live = findLiveImage(facts.live, key);
    const image = facts.images.get(key);
    const plan = planNamed(key, facts) ?? (image ? planBuilt(key, image, live, facts) : planKept(key, live, facts));
    if (plan instanceof UserError) problems.set(key, plan);
    else plans.push(plan);
  }
  return { plans, problems };
}

/** The plan once more after a rebuild, which may have given other bytes for the same inputs. Pure. */
export function replanImage(plan: ImagePlan, image: ImageFile): ImagePlan {
  return { ...plan, reference: { ...plan.reference, tag: image.tag }, inputs: image.inputs, load: image };
}

function planNamed(key: string, { named, merged }: ImageFacts): ImagePlan | undefined {
  const tag = textAt(named, key, 'image', 'tag') ?? '';
  const digest = textAt(named, key, 'image', 'digest') ?? '';
  if (!tag && !digest) return undefined;
  const repository = textAt(merged, key, 'image', 'repository') ?? '';
  const inputs = textAt(named, key, 'image', 'inputs') ?? '';
  return { key, reference: { repository, tag, digest }, inputs, reason: 'named in the values', load: undefined };
}

function planBuilt(
  key: string,
  image: ImageFile | UserError,
  live: LiveImage | undefined,
  { nodes, named }: ImageFacts,
): ImagePlan | UserError {
  if (image instanceof UserError) return image;
  const repository = textAt(named, key, 'image', 'repository') ?? image.repository;
  const isPushed = !nodes && image.digest !== null && repository === image.repository;
  const reference = isPushed
    ? { repository, tag: '', digest: image.digest ?? '' }
    : { repository, tag: image.tag, digest: '' };
  const has = (wanted: ImageReference, id?: string): boolean => !nodes || nodesHave(nodes, formatReference(wanted), id);
  const load = has(reference, image.imageId) ? undefined : image;
  const running = live && parseReference(live.image);
  if (running && formatReference(running) === formatReference(reference)) {
    return { key, reference, inputs: image.inputs, reason: 'same bytes', load };
  }
  if (running && running.repository === repository && live.inputs === image.inputs && has(running)) {
    return { key, reference: running, inputs: image.inputs, reason: 'same inputs', load: undefined };
  }
  return { key, reference, inputs: image.inputs, reason: 'new', load };
}

function planKept(key: string, live: LiveImage | undefined, { nodes }: ImageFacts): ImagePlan | UserError {
  if (!live?.image || (nodes && !nodesHave(nodes, live.image))) return explainMissing(key);
  const reference = parseReference(live.image);
  return { key, reference, inputs: live.inputs ?? '', reason: 'kept from the live release', load: undefined };
}

function explainMissing(key: string): UserError {
  return new UserError(
    `Choose the image of "${key}": it is not part of this deploy, and the live release has none that is the same everywhere and still in the nodes.`,
    'Run: nx deploy k8s-chart, which brings all components.',
  );
}

/** What the plan says to the chart. Pure. */
export function buildImageValues(plans: readonly ImagePlan[], chart: Values): Values {
  const values = plans.map(({ key, reference, inputs }) => {
    const knowsInputs = valueAt(chart, key, 'image', 'inputs') !== undefined;
    return [key, { image: { ...reference, ...(knowsInputs ? { inputs } : {}) } }] as const;
  });
  return Object.fromEntries(values);
}
