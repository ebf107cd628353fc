import { isDeepStrictEqual } from 'node:util';
import type { ClusterApi } from './cluster-api';
import type { NamedObject } from './object-api';
import type { RenderedObject } from './render';
import { isValues, textAt, valueAt, type Values } from './values';

/** A pod as a workload of the chart would make it. */
export interface PodOfWorkload {
  /** Such as `Deployment/todo-app-backend`. */
  workload: string;
  body: Values;
  /** The workload itself, to ask for it. */
  object: NamedObject;
}

/** One that this deploy makes. */
export interface NewPod extends PodOfWorkload {
  /** Whether it comes in addition to those that are there, and not in the place of one. */
  isAdditional: boolean;
}

/** What Helm does with the release; its hooks are for one or the other. */
export type Action = 'install' | 'upgrade';

/**
 * One pod for each workload that the chart renders into the namespace, but for hooks that Helm does not run now, such
 * as tests. Pure.
 */
export function listPods(objects: readonly RenderedObject[], namespace: string, action: Action): PodOfWorkload[] {
  return objects.flatMap(({ apiVersion, kind, name, body }) => {
    const template = valueAt(body, 'spec', 'template');
    if (!isValues(template) || !isValues(template['spec'])) return [];
    if (!isRun(readHooks(body), action)) return [];
    if ((textAt(body, 'metadata', 'namespace') ?? namespace) !== namespace) return [];
    // its account may be part of the chart, and not be there yet
    const spec = { ...template['spec'], serviceAccountName: undefined, serviceAccount: undefined };
    const metadata = isValues(template['metadata']) ? template['metadata'] : {};
    const object = { ...body, apiVersion, kind, metadata: { ...(body['metadata'] as object), name, namespace } };
    return [{ workload: `${kind}/${name}`, body: { ...template, metadata, spec }, object }];
  });
}

/**
 * The pods that the deploy makes, by what the API server says that applying their workloads would change. Where it
 * does not say, the workload is left to the deploy.
 */
export async function readNewPods(
  api: Pick<ClusterApi, 'readObject' | 'applyDryRun'>,
  namespace: string,
  objects: readonly RenderedObject[],
  action: Action,
): Promise<NewPod[]> {
  const pods = listPods(objects, namespace, action).map(async (pod) => {
    const change = await readChange(api, pod.object);
    return change === 'none' ? [] : [{ ...pod, isAdditional: change === 'new' }];
  });
  return (await Promise.all(pods)).flat();
}

async function readChange(
  api: Pick<ClusterApi, 'readObject' | 'applyDryRun'>,
  object: NamedObject,
): Promise<'new' | 'other' | 'none'> {
  // Helm makes a hook anew each time
  if (readHooks(object)) return 'new';
  try {
    const live = await api.readObject(object);
    if (live === undefined) return 'new';
    const stays = isDeepStrictEqual(readTemplate(live), readTemplate(await api.applyDryRun(object)));
    return stays && isServing(live) ? 'none' : 'other';
  } catch {
    return 'none';
  }
}

/** The events at which Helm makes an object as a hook; `undefined` for one that is no hook. Pure. */
export function readHooks(body: object): string[] | undefined {
  return textAt(body as Values, 'metadata', 'annotations', 'helm.sh/hook')?.split(/[\s,]+/);
}

function isRun(hooks: readonly string[] | undefined, action: Action): boolean {
  return hooks === undefined || hooks.includes(`pre-${action}`) || hooks.includes(`post-${action}`);
}

function readTemplate(workload: unknown): unknown {
  return isValues(workload) ? valueAt(workload, 'spec', 'template') : undefined;
}

/** Whether no pod is left to be started. A kind that counts no ready ones, such as a Job, is taken for that. */
function isServing(workload: unknown): boolean {
  if (!isValues(workload) || valueAt(workload, 'spec', 'replicas') === undefined) return true;
  const count = (...keys: string[]): number => Number(valueAt(workload, ...keys) ?? 0);
  return count('status', 'readyReplicas') >= Math.max(count('spec', 'replicas'), count('status', 'replicas'));
}
