import type { V1Deployment, V1Secret, V1StatefulSet } from '@kubernetes/client-node';

/** One revision in a release's history. */
export interface Revision {
  revision: number;
  /** As Helm records it: `deployed`, `failed`, `superseded`, `pending-upgrade`, … */
  status: string;
}

/** A Deployment or StatefulSet of the live release and the image it runs. */
export interface LiveWorkload {
  component: string;
  kind: 'Deployment' | 'StatefulSet';
  name: string;
  image: string;
  /** What the image was built from, where the chart wrote it down. */
  inputs: string | undefined;
}

/** By this label the chart marks which component an object belongs to. */
export const componentLabel = 'app.kubernetes.io/component';

/** On the Deployment or StatefulSet, not on its pods, so that a change restarts nothing. */
export const inputsAnnotation = 'todo-app/image-inputs';

/** The selector of all objects that Helm's own storage keeps for a release. */
export function historySelector(release: string): string {
  return `owner=helm,name=${release}`;
}

/** The selector of what a release brought. */
export function instanceSelector(release: string): string {
  return `app.kubernetes.io/instance=${release}`;
}

/** Reads the history from the labels of Helm's Secrets, oldest first. Pure. */
export function parseHistory(secrets: readonly V1Secret[]): Revision[] {
  return secrets
    .map(({ metadata }) => ({
      revision: Number(metadata?.labels?.['version'] ?? 0),
      status: metadata?.labels?.['status'] ?? 'unknown',
    }))
    .sort((a, b) => a.revision - b.revision);
}

/** The revision that serves: the newest one that is recorded as deployed. Pure. */
export function findDeployed(history: readonly Revision[]): number | undefined {
  return history.filter(({ status }) => status === 'deployed').at(-1)?.revision;
}

/** Reads which image each component runs. Pure. */
export function parseWorkloads(
  deployments: readonly V1Deployment[],
  statefulSets: readonly V1StatefulSet[],
): LiveWorkload[] {
  return [
    ...deployments.map((object) => parseWorkload('Deployment', object)),
    ...statefulSets.map((object) => parseWorkload('StatefulSet', object)),
  ];
}

function parseWorkload(kind: LiveWorkload['kind'], { metadata, spec }: V1Deployment | V1StatefulSet): LiveWorkload {
  const component = metadata?.labels?.[componentLabel] ?? metadata?.name ?? '';
  const containers = spec?.template.spec?.containers ?? [];
  const own = containers.find(({ name }) => name === component) ?? containers[0];
  return {
    component,
    kind,
    name: metadata?.name ?? '',
    image: own?.image ?? '',
    inputs: metadata?.annotations?.[inputsAnnotation],
  };
}
