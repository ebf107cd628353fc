import type { V1Container, V1Pod } from '@kubernetes/client-node';

/** The container of a pod by its name, wherever it is listed. Pure. */
export function findContainer({ spec }: V1Pod, name: string): V1Container | undefined {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].find((container) => container.name === name);
}

/** Whether a container is listed among the init containers, but runs for as long as the pod does. Pure. */
export function isSidecar(pod: V1Pod, name: string): boolean {
  return findContainer(pod, name)?.restartPolicy === 'Always';
}
