import type { V1Container, V1Deployment, V1Pod } from '@kubernetes/client-node';

/** Whether as many pods as wanted are of the newest state and serve, and no other is counted. Pure. */
export function isRolledOut({ metadata, spec, status }: V1Deployment): boolean {
  const wanted = spec?.replicas ?? 1;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  const isSeen = observedGeneration >= (metadata?.generation ?? 0);
  return isSeen && replicas === wanted && updatedReplicas === wanted && availableReplicas === wanted;
}

/** When a pod was told to end, in milliseconds since 1970: its deletion is dated at the end of its grace. Pure. */
export function toldToEnd({ metadata }: V1Pod): number | undefined {
  if (!metadata?.deletionTimestamp) return undefined;
  return new Date(metadata.deletionTimestamp).getTime() - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}

/** The containers that were ended by SIGKILL, as `pod/container`. Pure. */
export function listKilled({ metadata, status }: V1Pod): string[] {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.filter(({ state }) => state?.terminated?.exitCode === 137).map(({ name }) => `${metadata?.name}/${name}`);
}

/** The containers that have a hook, by name, each with nothing but another one. Pure. */
export function mapLifecycles(
  spec: { containers?: V1Container[]; initContainers?: V1Container[] } | undefined,
  build: (container: V1Container) => V1Container['lifecycle'] | null,
): object {
  const map = (containers: readonly V1Container[] = []) =>
    containers
      .filter(({ lifecycle }) => lifecycle !== undefined)
      .map((container) => ({ name: container.name, lifecycle: build(container) }));
  return { containers: map(spec?.containers), initContainers: map(spec?.initContainers) };
}
