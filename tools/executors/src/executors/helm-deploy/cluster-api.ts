import { STATUS_CODES } from 'node:http';
import {
  ApiException,
  AppsV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoordinationV1Api,
  CoreV1Api,
  type CoreV1Event,
  type V1ConfigMap,
  type V1Deployment,
  type V1Job,
  type V1Lease,
  type V1Namespace,
  type V1Node,
  type V1PersistentVolume,
  type V1Pod,
  type V1ReplicaSet,
  type V1Secret,
  StorageV1Api,
  type V1StatefulSet,
  type V1StorageClass,
  VersionApi,
} from '@kubernetes/client-node';
import { UserError } from '../../lib/errors';
import type { Cluster } from './cluster-file';
import { parseKinds } from './kinds';
import { ObjectApi, type NamedObject } from './object-api';
import { SharedTlsConfig } from './shared-tls';

/** What a deploy asks of a cluster, beside what Helm does. Each call rejects after `answerSeconds`. */
export interface ClusterApi {
  /** Such as `v1.36.3`. */
  readVersion(): Promise<string>;
  readNamespace(name: string): Promise<V1Namespace | undefined>;
  createNamespace(name: string, labels: Record<string, string>): Promise<void>;
  readSecret(namespace: string, name: string): Promise<V1Secret | undefined>;
  writeSecret(namespace: string, secret: V1Secret): Promise<void>;
  listSecrets(namespace: string, labelSelector: string): Promise<V1Secret[]>;
  listDeployments(namespace: string, labelSelector: string): Promise<V1Deployment[]>;
  listStatefulSets(namespace: string, labelSelector: string): Promise<V1StatefulSet[]>;
  listReplicaSets(namespace: string, labelSelector: string): Promise<V1ReplicaSet[]>;
  listJobs(namespace: string, labelSelector: string): Promise<V1Job[]>;
  listPods(namespace: string, labelSelector: string): Promise<V1Pod[]>;
  /** Of all namespaces. */
  listAllPods(): Promise<V1Pod[]>;
  listAllSecrets(labelSelector: string): Promise<V1Secret[]>;
  /** Deletes a pod in order, unless it has changed since it was read. */
  deletePod(pod: V1Pod): Promise<void>;
  listEvents(namespace: string): Promise<CoreV1Event[]>;
  /** The last lines of a container, or of its life before the current one. */
  readLog(pod: V1Pod, container: string, previous: boolean, lines: number): Promise<string>;
  mayI(verb: string, group: string, resource: string, namespace: string): Promise<boolean>;
  /** Each `group/version` and `group/version/Kind` that is not Kubernetes' own. */
  listKinds(): Promise<string[]>;
  /** Any object, by its kind and name. */
  readObject(object: NamedObject): Promise<unknown>;
  /** What an object would be after it was applied; nothing is changed. */
  applyDryRun(object: NamedObject): Promise<unknown>;
  /** Whether the API server would take a pod; it rejects with the reason if not. */
  createPodDryRun(namespace: string, pod: object): Promise<void>;
  listNodes(): Promise<V1Node[]>;
  listStorageClasses(): Promise<V1StorageClass[]>;
  /** Those of the cluster, which claims may have or not. */
  listVolumes(): Promise<V1PersistentVolume[]>;
  listConfigMaps(namespace: string, labelSelector: string): Promise<V1ConfigMap[]>;
  createConfigMap(namespace: string, body: V1ConfigMap): Promise<void>;
  /** Fails with a conflict if somebody else has written it since it was read. */
  replaceConfigMap(namespace: string, body: V1ConfigMap): Promise<void>;
  readLease(namespace: string, name: string): Promise<V1Lease | undefined>;
  createLease(namespace: string, body: V1Lease): Promise<V1Lease>;
  /** Fails with a conflict if somebody else has written it since it was read. */
  replaceLease(namespace: string, body: V1Lease): Promise<V1Lease>;
}

/**
 * Connects to the cluster's context; nothing is asked yet.
 *
 * @throws UserError if the kubeconfig cannot be read or has no such context
 */
export function connect(
  { kubeconfig, context }: Pick<Cluster, 'kubeconfig' | 'context'>,
  answerSeconds = 20,
): ClusterApi {
  const config = loadConfig(kubeconfig, context);
  const core = config.makeApiClient(CoreV1Api);
  const apps = config.makeApiClient(AppsV1Api);
  const batch = config.makeApiClient(BatchV1Api);
  const authorization = config.makeApiClient(AuthorizationV1Api);
  const storage = config.makeApiClient(StorageV1Api);
  const coordination = config.makeApiClient(CoordinationV1Api);
  const objects = config.makeApiClient(ObjectApi);
  const version = config.makeApiClient(VersionApi);
  const ask = <T>(answer: Promise<T>): Promise<T> => withDeadline(answer, answerSeconds);
  const items = async <T>(answer: Promise<{ items: T[] }>): Promise<T[]> => (await ask(answer)).items;
  return {
    readVersion: async () => (await ask(version.getCode())).gitVersion,
    readNamespace: (name) => orAbsent(ask(core.readNamespace({ name }))),
    createNamespace: async (name, labels) => {
      await ask(core.createNamespace({ body: { metadata: { name, labels } } }));
    },
    readSecret: (namespace, name) => orAbsent(ask(core.readNamespacedSecret({ namespace, name }))),
    writeSecret: async (namespace, body) => {
      const name = body.metadata?.name ?? '';
      const isNew = body.metadata?.resourceVersion === undefined;
      await ask<unknown>(
        isNew
          ? core.createNamespacedSecret({ namespace, body })
          : core.replaceNamespacedSecret({ namespace, name, body }),
      );
    },
    listSecrets: (namespace, labelSelector) => items(core.listNamespacedSecret({ namespace, labelSelector })),
    listDeployments: (namespace, labelSelector) => items(apps.listNamespacedDeployment({ namespace, labelSelector })),
    listStatefulSets: (namespace, labelSelector) => items(apps.listNamespacedStatefulSet({ namespace, labelSelector })),
    listReplicaSets: (namespace, labelSelector) => items(apps.listNamespacedReplicaSet({ namespace, labelSelector })),
    listJobs: (namespace, labelSelector) => items(batch.listNamespacedJob({ namespace, labelSelector })),
    listPods: (namespace, labelSelector) => items(core.listNamespacedPod({ namespace, labelSelector })),
    listAllPods: () => items(core.listPodForAllNamespaces()),
    listAllSecrets: (labelSelector) => items(core.listSecretForAllNamespaces({ labelSelector })),
    deletePod: async ({ metadata }) => {
      const { name = '', namespace = '', uid, resourceVersion } = metadata ?? {};
      await ask(core.deleteNamespacedPod({ name, namespace, body: { preconditions: { uid, resourceVersion } } }));
    },
    listEvents: (namespace) => items(core.listNamespacedEvent({ namespace })),
    readLog: async ({ metadata }, container, previous, tailLines) => {
      const [name, namespace] = [metadata?.name ?? '', metadata?.namespace ?? ''];
      return (
        (await orAbsent(ask(core.readNamespacedPodLog({ name, namespace, container, previous, tailLines })))) ?? ''
      );
    },
    mayI: async (verb, group, resource, namespace) => {
      const spec = { resourceAttributes: { verb, group, resource, namespace } };
      const review = await ask(authorization.createSelfSubjectAccessReview({ body: { spec } }));
      return review.status?.allowed ?? false;
    },
    listKinds: async () => parseKinds(await ask(objects.readDiscovery())),
    readObject: (object) => orAbsent(ask(objects.readAsItIs(object))),
    applyDryRun: (object) => ask(objects.applyDryRun(object, fieldManager)),
    createPodDryRun: async (namespace, pod) => {
      await ask(objects.createPodDryRun(namespace, pod));
    },
    listNodes: () => items(core.listNode()),
    listStorageClasses: () => items(storage.listStorageClass()),
    listVolumes: () => items(core.listPersistentVolume()),
    listConfigMaps: (namespace, labelSelector) => items(core.listNamespacedConfigMap({ namespace, labelSelector })),
    createConfigMap: async (namespace, body) => {
      await ask(core.createNamespacedConfigMap({ namespace, body }));
    },
    replaceConfigMap: async (namespace, body) => {
      await ask(core.replaceNamespacedConfigMap({ namespace, name: body.metadata?.name ?? '', body }));
    },
    readLease: (namespace, name) => orAbsent(ask(coordination.readNamespacedLease({ namespace, name }))),
    createLease: (namespace, body) => ask(coordination.createNamespacedLease({ namespace, body })),
    replaceLease: (namespace, body) =>
      ask(coordination.replaceNamespacedLease({ namespace, name: body.metadata?.name ?? '', body })),
  };
}

/** By this name the API server knows who asks what applying would do. */
const fieldManager = 'helm-deploy';

/** Whether somebody else was first: the object is there already, or has changed since it was read. Pure. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiException && error.code === 409;
}

/** Whether the API server will not do something, however often it is asked. Pure. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiException && error.code === 403;
}

/** Whether the API server does not know who asks: a login that has run out, or was withdrawn. Pure. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiException && error.code === 401;
}

/** The sentence in an answer that refused, or in the error that kept it from coming. Pure. */
export function describeApiError(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof ApiException) {
    const body = error.body as { message?: unknown } | string | undefined;
    const said = typeof body === 'object' ? body.message : tryMessage(body);
    return typeof said === 'string'
      ? said
      : `the API server answered ${error.code} ${STATUS_CODES[error.code] ?? ''}`.trimEnd();
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function loadConfig(kubeconfig: string, context: string): SharedTlsConfig {
  const config = new SharedTlsConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new UserError(`Read the kubeconfig ${kubeconfig}: ${describeApiError(cause)}.`, 'Run: nx up cluster', {
      cause,
    });
  }
  if (!config.getContextObject(context)) {
    throw new UserError(`Connect to "${context}": ${kubeconfig} has no such context.`, 'Run: nx up cluster');
  }
  config.setCurrentContext(context);
  return config;
}

function tryMessage(text: string | undefined): unknown {
  try {
    return (JSON.parse(text ?? '') as { message?: unknown }).message;
  } catch {
    return undefined;
  }
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiException && (error.code === 404 || error.code === 400)) return undefined;
    throw error;
  }
}

async function withDeadline<T>(answer: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${seconds} s`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
