import type { V1PersistentVolume, V1StorageClass } from '@kubernetes/client-node';
import { UserError } from '../../lib/errors';
import type { ClusterApi } from './cluster-api';
import type { NamedObject } from './object-api';
import { mapsAt } from './references';
import type { RenderedObject } from './render';
import { textAt, valueAt, type Values } from './values';

/** A volume that the chart asks for. */
export interface Claim {
  /** The claim itself, or the StatefulSet that makes it. */
  owner: RenderedObject;
  /** The storage class that has to make it; `undefined` stands for the default one. */
  wanted: string | undefined;
}

/**
 * Volumes that nobody would make, of claims and StatefulSets that are not there yet. Who may not look at storage
 * classes or volumes, learns of them from the pods.
 */
export async function checkStorage(
  api: Pick<ClusterApi, 'listStorageClasses' | 'listVolumes' | 'readObject'>,
  namespace: string,
  objects: readonly RenderedObject[],
): Promise<UserError[]> {
  const claims = listClaims(objects);
  if (claims.length === 0) return [];
  try {
    const [classes, volumes] = await Promise.all([api.listStorageClasses(), api.listVolumes()]);
    const unmade = claims.filter((claim) => !canBeMade(claim, objects, classes, volumes));
    const live = await Promise.all(unmade.map(({ owner }) => api.readObject(place(owner, namespace))));
    return unmade.filter((_, index) => live[index] === undefined).map((claim) => explainClass(claim, classes));
  } catch {
    return [];
  }
}

/** The claims whose volume a storage class has to make; none of those that name a volume, or no class on purpose. Pure. */
export function listClaims(objects: readonly RenderedObject[]): Claim[] {
  return objects.flatMap((owner) => {
    const { kind, body } = owner;
    const claims =
      kind === 'PersistentVolumeClaim'
        ? [body]
        : kind === 'StatefulSet'
          ? mapsAt(body, 'spec', 'volumeClaimTemplates')
          : [];
    return claims
      .filter((claim) => valueAt(claim, 'spec', 'storageClassName') !== '' && !textAt(claim, 'spec', 'volumeName'))
      .map((claim) => ({ owner, wanted: textAt(claim, 'spec', 'storageClassName') }));
  });
}

/**
 * Whether there is, or comes with the chart, a class that makes the volume, or a volume that somebody made for such a
 * class, which then need not be there itself. Pure.
 */
export function canBeMade(
  { wanted }: Pick<Claim, 'wanted'>,
  objects: readonly RenderedObject[],
  classes: readonly Class[],
  volumes: readonly Volume[],
): boolean {
  const ofKind = (kind: string): Values[] => objects.filter((each) => each.kind === kind).map(({ body }) => body);
  const allClasses = [...classes, ...(ofKind('StorageClass') as Class[])];
  const allVolumes = [...volumes, ...(ofKind('PersistentVolume') as Volume[])];
  return (
    allClasses.some(({ metadata }) =>
      wanted ? metadata?.name === wanted : metadata?.annotations?.[isDefault] === 'true',
    ) || allVolumes.some(({ spec }) => (spec?.storageClassName ?? '') === (wanted ?? ''))
  );
}

type Class = Pick<V1StorageClass, 'metadata'>;
type Volume = Pick<V1PersistentVolume, 'spec'>;

const isDefault = 'storageclass.kubernetes.io/is-default-class';

function place({ apiVersion, kind, name }: RenderedObject, namespace: string): NamedObject {
  return { apiVersion, kind, metadata: { name, namespace } };
}

function explainClass({ owner: { kind, name }, wanted }: Claim, classes: readonly Class[]): UserError {
  const names = classes.map(({ metadata }) => metadata?.name).join(', ');
  const what = wanted ? `the storage class "${wanted}"` : 'a default storage class';
  return new UserError(
    `The volume of ${kind}/${name} wants ${what}, which the cluster does not have.`,
    names ? `It has: ${names}. Name one in the values.` : 'Give the cluster a storage class and its provisioner.',
  );
}
