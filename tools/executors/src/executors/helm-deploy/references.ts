import { textAt, valueAt, isValues, type Values } from './values';

/** Something in the namespace that a pod cannot start without. */
export interface Reference {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  /** `undefined` where the object as a whole is wanted. */
  key: string | undefined;
  /** Such as `container "backend"` or `volume "settings"`. */
  place: string;
  variable: string | undefined;
}

/**
 * The Secrets and ConfigMaps that a pod refers to, but for those it says it can do without. A Secret for pulling images
 * is not among them: Kubernetes tries without it. Pure.
 *
 * @param spec of the pod
 */
export function listReferences(spec: Values): Reference[] {
  return [
    ...mapsAt(spec, 'initContainers').flatMap((container) =>
      listOfContainer(container, container['restartPolicy'] === 'Always' ? 'sidecar' : 'init container'),
    ),
    ...mapsAt(spec, 'containers').flatMap((container) => listOfContainer(container, 'container')),
    ...mapsAt(spec, 'volumes').flatMap(listOfVolume),
  ];
}

function listOfContainer(container: Values, role: string): Reference[] {
  const place = `${role} "${textAt(container, 'name')}"`;
  const ofVariables = mapsAt(container, 'env').flatMap((variable) =>
    refer(place, [
      ['Secret', valueAt(variable, 'valueFrom', 'secretKeyRef')],
      ['ConfigMap', valueAt(variable, 'valueFrom', 'configMapKeyRef')],
    ]).map((reference) => ({ ...reference, variable: textAt(variable, 'name') })),
  );
  const ofSources = mapsAt(container, 'envFrom').flatMap(({ secretRef, configMapRef }) =>
    refer(place, [
      ['Secret', secretRef],
      ['ConfigMap', configMapRef],
    ]),
  );
  return [...ofVariables, ...ofSources];
}

function listOfVolume(volume: Values): Reference[] {
  const sources = [volume, ...mapsAt(volume, 'projected', 'sources')];
  return sources.flatMap(({ secret, configMap }) =>
    refer(`volume "${textAt(volume, 'name')}"`, [
      ['Secret', secret],
      ['ConfigMap', configMap],
    ]),
  );
}

/** What of some sources is there and has to be: one reference for each key, or one for the object as a whole. */
function refer(place: string, sources: readonly [Reference['kind'], unknown][]): Reference[] {
  return sources.flatMap(([kind, source]) => {
    if (!isValues(source) || source['optional'] === true) return [];
    // only the volume of a Secret calls it otherwise
    const name = textAt(source, 'name') ?? textAt(source, 'secretName');
    if (name === undefined) return [];
    const keys = [textAt(source, 'key'), ...mapsAt(source, 'items').map((item) => textAt(item, 'key'))];
    const wanted = keys.filter((key) => key !== undefined);
    return (wanted.length > 0 ? wanted : [undefined]).map((key) => ({ kind, name, key, place, variable: undefined }));
  });
}

/** The maps of the list under a path of keys; none where there is no list. Pure. */
export function mapsAt(values: Values, ...keys: readonly string[]): Values[] {
  const list = valueAt(values, ...keys);
  return Array.isArray(list) ? list.filter(isValues) : [];
}
