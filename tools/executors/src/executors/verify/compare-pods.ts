import type { V1Pod } from '@kubernetes/client-node';
import type { Receipt } from '../helm-deploy/receipt/receipt';
import { readRunning } from '../helm-deploy/receipt/running';
import { componentLabel } from '../helm-deploy/release-state';
import type { RenderedObject } from '../helm-deploy/render';
import type { DriftedField } from '../helm-deploy/unchanged/drift';
import { isValues, valueAt } from '../helm-deploy/values';

/**
 * The containers of running pods whose image is not the one of the release: another reference, or other bytes behind
 * the same one. A container that the release does not know, such as one that the cluster adds, is its owner's business.
 * Pure.
 */
export function comparePods(
  pods: readonly V1Pod[],
  objects: readonly Pick<RenderedObject, 'body'>[],
  images: Receipt['images'],
): DriftedField[] {
  const wanted = new Map(objects.flatMap(({ body }) => listContainers(body)));
  const idsOf = new Map(Object.values(images).map(({ reference, ids }) => [reference, ids]));
  // what is being deleted is not what runs
  return pods
    .filter(({ metadata }) => !metadata?.deletionTimestamp)
    .flatMap((pod) => {
      const component = pod.metadata?.labels?.[componentLabel] ?? '';
      const object = `Pod/${pod.metadata?.name}`;
      return readRunning(pod).flatMap(({ name, image, id }): DriftedField[] => {
        const reference = wanted.get(`${component}/${name}`);
        if (reference === undefined) return [];
        if (reference !== image) return [{ object, path: `${name}.image`, live: image, wanted: reference }];
        const ids = idsOf.get(image) ?? [];
        if (ids.length === 0 || ids.includes(id)) return [];
        return [{ object, path: `${name}.imageID`, live: id, wanted: ids.join(' or ') }];
      });
    });
}

/** The containers that a workload makes in its pods, by component and name. */
function listContainers(body: RenderedObject['body']): [string, string][] {
  const component = valueAt(body, 'spec', 'template', 'metadata', 'labels', componentLabel);
  const spec = valueAt(body, 'spec', 'template', 'spec');
  if (typeof component !== 'string' || !isValues(spec)) return [];
  return [spec['initContainers'], spec['containers']]
    .flatMap((containers) => (Array.isArray(containers) ? (containers as unknown[]) : []))
    .filter(isValues)
    .map(({ name, image }) => [`${component}/${String(name)}`, String(image)]);
}
