import { randomBytes } from 'node:crypto';
import {
  ApiException,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { type Cluster, type ImageFile } from '../../src/index';
import { type ClusterView, viewNamespace } from '../cluster-view';
import { createDollWorkspace, type DollWorkspace } from '../doll-workspace';

/** A namespace with a workspace, in which one deploy after another can be seen. */
export interface Lane {
  namespace: string;
  workspace: DollWorkspace;
  view: ClusterView;
  create(object: KubernetesObject): Promise<void>;
  /** Changes what is said, and leaves the rest; `null` removes a field. */
  patch(object: KubernetesObject): Promise<void>;
  /** Also of an object that is gone already. */
  delete(object: KubernetesObject): Promise<void>;
  /** What Pod Security demands of new pods. */
  enforce(standard: 'restricted' | 'privileged'): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a lane; the namespace itself is made by the first deploy. */
export function openLane(cluster: Cluster, prefix: string): Lane {
  const namespace = `${prefix}-${randomBytes(3).toString('hex')}`;
  const workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: 'postgresql://todo:todo@db.example.org/todo' });
  const view = viewNamespace(cluster, namespace);
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  config.setCurrentContext(cluster.context);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const place = (object: KubernetesObject): KubernetesObject => ({
    ...object,
    metadata: { ...object.metadata, namespace },
  });
  const merge = async (object: KubernetesObject): Promise<void> => {
    await objects.patch(object, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  };
  return {
    namespace,
    workspace,
    view,
    create: async (object) => {
      await objects.create(place(object));
    },
    patch: (object) => merge(place(object)),
    delete: async (object) => {
      await objects.delete(place(object)).catch((error: unknown) => {
        if (!(error instanceof ApiException && error.code === 404)) throw error;
      });
    },
    enforce: (standard) => {
      const metadata = { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': standard } };
      return merge({ apiVersion: 'v1', kind: 'Namespace', metadata });
    },
    remove: async () => {
      await view.remove();
      await workspace.remove(cluster);
    },
  };
}

/** Makes lanes with a healthy release each. The image is built once. */
export async function openLanes(cluster: Cluster, prefix: string, count: number): Promise<Lane[]> {
  const lanes = Array.from({ length: count }, () => openLane(cluster, prefix));
  let image: ImageFile | undefined;
  for (const { workspace } of lanes) {
    if (image) workspace.pretend(image);
    else image = await workspace.build('faults');
    const { stdout, exitCode } = await workspace.deploy();
    if (exitCode !== 0) throw new Error(`There is no healthy release to begin with: ${stdout}`);
  }
  return lanes;
}

/** Hands out lanes, one to each who asks, and lets the others wait. */
export function createPool<T>(lanes: readonly T[]): <R>(use: (lane: T) => Promise<R>) => Promise<R> {
  const free = [...lanes];
  const waiting: ((lane: T) => void)[] = [];
  return async (use) => {
    const lane = free.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)));
    try {
      return await use(lane);
    } finally {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    }
  };
}
