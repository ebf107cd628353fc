import type { V1Pod } from '@kubernetes/client-node';
import { inputsTag, type ImageFile } from '../../lib/image-file';
import { parseObjects } from '../helm-deploy/render';
import { isValues } from '../helm-deploy/values';

/** The images that something needs. */
export interface Needs {
  /** Without the registry that is added to a short name: see `shortName`. */
  references: ReadonlySet<string>;
  /** `sha256:…` of configs. */
  ids: ReadonlySet<string>;
}

/** A name as people write it: engines put `localhost/` or `docker.io/` before one without a registry. Pure. */
export function shortName(name: string): string {
  return name.replace(/^(localhost|docker\.io)\/(library\/)?/, '');
}

/**
 * What must stay: what any pod runs or is about to, what any revision would bring back, and what the next deploy will
 * ask for. Pure.
 *
 * @param manifests of every revision that Helm keeps, in all namespaces
 * @param images the image.json of our components
 */
export function listNeeds(pods: readonly V1Pod[], manifests: readonly string[], images: readonly ImageFile[]): Needs {
  const ofPods = pods.flatMap(listPodImages);
  const ofImages = images.flatMap(({ repository, tag, inputs, digest }) => [
    `${repository}:${tag}`,
    `${repository}:${inputsTag(inputs)}`,
    ...(digest ? [`${repository}@${digest}`] : []),
  ]);
  const ofManifests = manifests.flatMap((manifest) => parseObjects(manifest).flatMap(({ body }) => listImages(body)));
  return {
    references: new Set([...ofPods, ...ofManifests, ...ofImages].map(shortName)),
    ids: new Set([...ofPods.filter((name) => name.startsWith('sha256:')), ...images.map(({ imageId }) => imageId)]),
  };
}

function listPodImages({ spec, status }: V1Pod): string[] {
  const containers = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ];
  const statuses = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
    ...(status?.ephemeralContainerStatuses ?? []),
  ];
  return [
    ...containers.flatMap(({ image }) => image ?? []),
    ...statuses.flatMap(({ image, imageID }) => [image, imageID.replace(/^[\w-]+:\/\//, '')]),
  ].filter((name) => name !== '');
}

/** The value of every key `image` that is a text, wherever it is: custom kinds may start pods too. */
function listImages(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listImages);
  if (!isValues(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'image' && typeof each === 'string' ? [each] : listImages(each),
  );
}
