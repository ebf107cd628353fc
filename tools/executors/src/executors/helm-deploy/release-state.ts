import type { V1Deployment, V1Secret, V1StatefulSet } from '@kubernetes/client-node';

/** One revision in a release's history. */
export interface Revision {
  revision: number;
  /** As Helm records it: `deployed`, `failed`, `superseded`, `pending-upgrade`, … */
  status: string;
}

/** An image that a Deployment or StatefulSet of the live release runs, in one of its containers. */
export interface LiveImage {
  /** The component of the workload; for a further container, such as a sidecar, that container's name. */
  component: string;
  image: string;
  /** What the image was built from, where the chart wrote it down. */
  inputs: string | undefined;
}

/** By this label the chart marks which component an object belongs to. */
export const componentLabel = 'app.kubernetes.io/component';

/** On each Deployment and StatefulSet that runs a component's image; not on its pods, so that a change restarts nothing. */
export function inputsAnnotation(component: string): string {
  return `todo-app/image-inputs.${component}`;
}

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

/** Reads which image each container runs, init containers and sidecars included. Pure. */
export function parseLiveImages(
  deployments: readonly V1Deployment[],
  statefulSets: readonly V1StatefulSet[],
): LiveImage[] {
  return [...deployments, ...statefulSets].flatMap(parseWorkload);
}

/**
 * The one image that a component runs, wherever it runs. `undefined` if it runs nowhere, or if two workloads do not
 * agree, so that nobody takes the image of one for that of both. Pure.
 */
export function findLiveImage(images: readonly LiveImage[], component: string): LiveImage | undefined {
  const [first, ...others] = images.filter((each) => each.component === component);
  if (!first || others.some(({ image }) => image !== first.image)) return undefined;
  return others.every(({ inputs }) => inputs === first.inputs) ? first : { ...first, inputs: undefined };
}

/** The container that is named like the component, or else the first one, stands for the workload itself. */
function parseWorkload({ metadata, spec }: V1Deployment | V1StatefulSet): LiveImage[] {
  const component = metadata?.labels?.[componentLabel] ?? metadata?.name ?? '';
  const { containers = [], initContainers = [] } = spec?.template.spec ?? {};
  const own = containers.find(({ name }) => name === component) ?? containers[0];
  return [...containers, ...initContainers].map((container) => {
    const name = container === own ? component : container.name;
    return { component: name, image: container.image ?? '', inputs: metadata?.annotations?.[inputsAnnotation(name)] };
  });
}
