import type { UserError } from '../../lib/errors';
import type { ClusterApi } from './cluster-api';
import { variableNames } from './environment';
import { explainMissing, type Missing, type Use } from './explain-missing';
import { hasMaker } from './makers';
import { readHooks, type Action, type PodOfWorkload } from './new-pods';
import { listReferences, type Reference } from './references';
import type { RenderedObject } from './render';
import { isValues, type Values } from './values';

/** The keys of an object: `undefined` where it is not there, `unknown` where nobody can say. */
export type Keys = readonly string[] | 'unknown' | undefined;

/** What the deploy itself brings. */
export interface Supply {
  action: Action;
  /** All that the chart renders. */
  objects: readonly RenderedObject[];
  /** The Secret that the deploy itself writes, as it will be: also without the keys that it takes away. */
  secret: { name: string; keys: readonly string[] } | undefined;
}

/**
 * Looks for the Secrets and ConfigMaps that new pods refer to, each once: in what the deploy writes, in what the chart
 * renders, and in the cluster. Who may not read them there, learns of them from the pods.
 *
 * @param isThere whether the namespace is there already
 */
export async function checkReferences(
  api: Pick<ClusterApi, 'readObject'>,
  namespace: string,
  isThere: boolean,
  pods: readonly PodOfWorkload[],
  supply: Supply,
): Promise<UserError[]> {
  const groups = groupUses(pods).filter(([use]) => !isOfEachNamespace(use) && !hasMaker(use.name, supply.objects));
  const checks = groups.map(async (uses) => {
    const missing = findMissing(uses, await readKeys(api, namespace, uses[0]), supply);
    return missing ? [explainMissing(missing, namespace, isThere)] : [];
  });
  return (await Promise.all(checks)).flat();
}

type Uses = [Use, ...Use[]];

/** All uses of one object together. */
function groupUses(pods: readonly PodOfWorkload[]): Uses[] {
  const groups = new Map<string, Uses>();
  for (const use of pods.flatMap(listUses)) {
    const group = groups.get(`${use.kind}/${use.name}`);
    if (group) group.push(use);
    else groups.set(`${use.kind}/${use.name}`, [use]);
  }
  return [...groups.values()];
}

function listUses({ workload, body: { spec } }: PodOfWorkload): Use[] {
  return isValues(spec) ? listReferences(spec).map((reference) => ({ ...reference, workload })) : [];
}

/** Kubernetes and OpenShift put these into every namespace as soon as it is there. */
function isOfEachNamespace({ kind, name }: Reference): boolean {
  return kind === 'ConfigMap' && /^(kube-root-ca|openshift-service-ca)\.crt$/.test(name);
}

async function readKeys(
  api: Pick<ClusterApi, 'readObject'>,
  namespace: string,
  { kind, name }: Reference,
): Promise<Keys> {
  try {
    const live = await api.readObject({ apiVersion: 'v1', kind, metadata: { name, namespace } });
    return isValues(live) ? listKeys(live) : undefined;
  } catch {
    return 'unknown';
  }
}

/**
 * What the uses of one object miss of it, if anything. Pure.
 *
 * @param live its keys in the cluster
 */
export function findMissing(uses: Uses, live: Keys, supply: Supply): Missing | undefined {
  const [{ kind, name }] = uses;
  const { secret } = supply;
  const written = kind === 'Secret' && name === secret?.name ? secret.keys : undefined;
  const rendered = readRendered(uses[0], supply);
  const sources = (written ? [written] : [rendered, live]).filter((keys) => keys !== undefined);
  if (sources.includes('unknown')) return undefined;
  const present = sources.flat();
  const isAbsent = sources.length === 0;
  const lacking = uses.filter(({ key }) => isAbsent || (key !== undefined && !present.includes(key)));
  if (lacking.length === 0) return undefined;
  const keys = [...new Set(lacking.flatMap(({ key }) => key ?? []))];
  const isOfEnvironment = written !== undefined && keys.every((key) => variableNames.includes(key));
  const place = isOfEnvironment ? 'environment' : rendered ? 'chart' : live ? 'cluster' : 'nowhere';
  return { kind, name, isAbsent, keys, uses: lacking, place };
}

/** The keys that an object will have by the chart; a hook counts if it is there before the pods. */
function readRendered({ kind, name }: Reference, { objects, action }: Supply): Keys {
  const found = objects.filter((each) => {
    const hooks = readHooks(each.body);
    return each.kind === kind && each.name === name && (hooks === undefined || hooks.includes(`pre-${action}`));
  });
  if (found.length === 0) return undefined;
  const keys = found.flatMap(({ body }) => listKeys(body));
  // an empty one is there for somebody to fill it
  return keys.length > 0 ? keys : 'unknown';
}

function listKeys({ data, stringData, binaryData }: Values): string[] {
  return [data, stringData, binaryData].flatMap((part) => (isValues(part) ? Object.keys(part) : []));
}
