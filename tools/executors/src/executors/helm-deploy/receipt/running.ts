import type { V1Pod } from '@kubernetes/client-node';

/** One container of a pod that has run. */
export interface RunningContainer {
  name: string;
  /** The reference that was asked for. */
  image: string;
  /** What the kubelet calls the image that it took for it. */
  id: string;
}

/** The containers of a pod that have an image by now. Pure. */
export function readRunning({ spec, status }: V1Pod): RunningContainer[] {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.flatMap(({ name, imageID }) => {
    const image = containers.find((container) => container.name === name)?.image;
    return image && imageID ? [{ name, image, id: imageID }] : [];
  });
}
