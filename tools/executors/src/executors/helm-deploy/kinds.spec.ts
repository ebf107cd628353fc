import { expect, it } from 'vitest';
import { isCustom, parseKinds } from './kinds';

it.each([
  ['v1', false],
  ['apps/v1', false],
  ['rbac.authorization.k8s.io/v1', false],
  ['cert-manager.io/v1', true],
  ['secrets-store.csi.x-k8s.io/v1', true],
])('knows whether %s is not of Kubernetes: %s', (apiVersion, custom) => {
  expect(isCustom(apiVersion)).toBe(custom);
});

it('reads what a chart may ask for, and Helm does not know by itself', () => {
  const certificates = { resource: 'certificates', responseKind: { group: 'cert-manager.io', kind: 'Certificate' } };
  const items = [
    { metadata: { name: 'cert-manager.io' }, versions: [{ version: 'v1', resources: [certificates] }] },
    { metadata: { name: 'apps' }, versions: [{ version: 'v1', resources: [] }] },
  ];
  expect(parseKinds({ kind: 'APIGroupDiscoveryList', items })).toEqual([
    'cert-manager.io/v1',
    'cert-manager.io/v1/Certificate',
  ]);
});

it('reads the groups of a server that tells no kinds', () => {
  const groups = [{ name: 'a.org', versions: [{ groupVersion: 'a.org/v1', version: 'v1' }] }];
  expect(parseKinds({ kind: 'APIGroupList', groups })).toEqual(['a.org/v1']);
});
