/** As much of a Kubernetes object as the tests ask about. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Labels; annotations?: Labels };
  spec?: Record<string, unknown>;
  data?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;

export interface Container {
  name: string;
  image: string;
  command?: readonly string[];
  env?: readonly { name: string; value?: string; valueFrom?: Record<string, { name: string; key: string }> }[];
  resources: { requests: Labels; limits: Labels };
  securityContext: Record<string, unknown>;
  volumeMounts?: readonly { name: string; mountPath: string }[];
  [field: string]: unknown;
}

export interface PodSpec {
  serviceAccountName: string;
  automountServiceAccountToken: boolean;
  securityContext: Record<string, unknown>;
  initContainers?: readonly Container[];
  containers: readonly Container[];
  volumes?: readonly Record<string, unknown>[];
  [field: string]: unknown;
}

export interface PodTemplate {
  metadata: { labels: Labels; annotations?: Labels };
  spec: PodSpec;
}

/** The object of that kind and name; an exception that lists what there is instead. */
export function findObject(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (found) return found;
  throw new Error(`Find ${kind}/${name}: there are only ${listNames(objects).join(', ')}`);
}

/** `Kind/name` of each object, sorted. */
export function listNames(objects: readonly KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
}

/** The pod template of a Deployment or StatefulSet. */
export function podTemplate(object: KubernetesObject): PodTemplate {
  return object.spec?.['template'] as PodTemplate;
}

/** The pods that the objects describe, directly or by a template, by `Kind/name`. */
export function listPods(objects: readonly KubernetesObject[]): readonly [string, PodSpec][] {
  return objects
    .filter(({ kind }) => ['Pod', 'Deployment', 'StatefulSet', 'Job'].includes(kind))
    .map((object) => [
      `${object.kind}/${object.metadata.name}`,
      object.kind === 'Pod' ? (object.spec as unknown as PodSpec) : podTemplate(object).spec,
    ]);
}

/** Each container of each pod, init containers included, by `Kind/name/container`. */
export function listContainers(objects: readonly KubernetesObject[]): readonly [string, Container][] {
  return listPods(objects).flatMap(([owner, pod]) =>
    [...(pod.initContainers ?? []), ...pod.containers].map((container): [string, Container] => [
      `${owner}/${container.name}`,
      container,
    ]),
  );
}
