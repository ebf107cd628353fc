import { mapsAt } from './references';
import { isValues, textAt } from './values';

/** Whether an API is none of Kubernetes' own: their groups have no dot, or end in `.k8s.io`. Pure. */
export function isCustom(apiVersion: string): boolean {
  const [group = '', version] = apiVersion.split('/');
  return version !== undefined && group.includes('.') && !group.endsWith('.k8s.io');
}

/**
 * Reads each `group/version` and `group/version/Kind` that is not Kubernetes' own, as a chart asks for them in
 * `.Capabilities.APIVersions.Has`. Pure.
 *
 * @param discovery what the API server answers for `/apis`, with the kinds or without
 */
export function parseKinds(discovery: unknown): string[] {
  if (!isValues(discovery)) return [];
  const withKinds = mapsAt(discovery, 'items').flatMap((group) =>
    mapsAt(group, 'versions').flatMap((version) => {
      const name = `${textAt(group, 'metadata', 'name')}/${textAt(version, 'version')}`;
      const kinds = mapsAt(version, 'resources').flatMap((each) => textAt(each, 'responseKind', 'kind') ?? []);
      return [name, ...kinds.map((kind) => `${name}/${kind}`)];
    }),
  );
  const withoutKinds = mapsAt(discovery, 'groups').flatMap((group) =>
    mapsAt(group, 'versions').flatMap((version) => textAt(version, 'groupVersion') ?? []),
  );
  return [...new Set([...withKinds, ...withoutKinds])].filter(isCustom);
}
