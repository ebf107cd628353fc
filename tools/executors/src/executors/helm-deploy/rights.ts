import { UserError } from '../../lib/errors';
import type { ClusterApi } from './cluster-api';
import type { RenderedObject } from './render';

/** A right that the deploy needs. */
export interface Right {
  verb: string;
  group: string;
  resource: string;
}

/** The rights to create and change what the chart renders, to replace stuck pods, to hold the lock, and to keep Helm's history. Pure. */
export function listRights(
  objects: readonly Pick<RenderedObject, 'apiVersion' | 'kind'>[],
  needsNamespace: boolean,
): Right[] {
  const resources = new Map([['/secrets', { group: '', resource: 'secrets' }]]);
  for (const { apiVersion, kind } of objects) {
    const [group, version] = apiVersion.split('/');
    const right = { group: version === undefined ? '' : (group ?? ''), resource: pluralOf(kind) };
    resources.set(`${right.group}/${right.resource}`, right);
  }
  const rights = [...resources.values()].flatMap((resource) => [
    { verb: 'create', ...resource },
    { verb: 'patch', ...resource },
  ]);
  return [
    ...(needsNamespace ? [{ verb: 'create', group: '', resource: 'namespaces' }] : []),
    ...rights,
    { verb: 'create', group: 'coordination.k8s.io', resource: 'leases' },
    { verb: 'update', group: 'coordination.k8s.io', resource: 'leases' },
    ...(objects.some(({ kind }) => kind === 'StatefulSet') ? [{ verb: 'delete', group: '', resource: 'pods' }] : []),
  ];
}

/** Asks the API server for each right and says which are missing, in one letter. */
export async function checkRights(api: ClusterApi, rights: readonly Right[], namespace: string): Promise<UserError[]> {
  const answers = await Promise.all(
    rights.map(async (right) => ({
      right,
      allowed: await api.mayI(
        right.verb,
        right.group,
        right.resource,
        right.resource === 'namespaces' ? '' : namespace,
      ),
    })),
  );
  const missing = answers.filter(({ allowed }) => !allowed).map(({ right }) => `${right.verb} ${right.resource}`);
  if (missing.length === 0) return [];
  return [
    new UserError(
      `Deploy into the namespace "${namespace}": this account may not ${missing.join(', ')}.`,
      'Use another context (--context=…), or ask for these rights.',
    ),
  ];
}

function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return name.endsWith('s') ? `${name}es` : `${name}s`;
}
