import type { ClusterApi } from '../cluster-api';
import type { NamedObject } from '../object-api';
import { parseObjects, type RenderedObject } from '../render';
import { isValues } from '../values';
import { findDrift, type AppliedObject, type DriftedField } from './drift';

/**
 * Asks the API server, in a dry run, what applying the objects of a release again would change: it knows all defaults
 * and the ways to write one value, and a comparison here would not.
 *
 * @param manifest the objects as Helm recorded them
 */
export async function readDrift(
  api: Pick<ClusterApi, 'readObject' | 'applyDryRun'>,
  namespace: string,
  manifest: string,
): Promise<DriftedField[]> {
  return findDrift(await Promise.all(parseObjects(manifest).map((object) => compare(api, namespace, object))));
}

async function compare(
  api: Pick<ClusterApi, 'readObject' | 'applyDryRun'>,
  namespace: string,
  { apiVersion, kind, name, body }: RenderedObject,
): Promise<AppliedObject> {
  const metadata = { namespace, ...(isValues(body['metadata']) ? body['metadata'] : {}), name };
  const object: NamedObject = { ...body, apiVersion, kind, metadata };
  const [live, applied] = await Promise.all([api.readObject(object), api.applyDryRun(object)]);
  return { kind, name, live, applied };
}
