import { expect, it } from 'vitest';
import { hasMaker } from './makers';
import type { RenderedObject } from './render';

const object = (apiVersion: string, kind: string, body: object, name = 'other'): RenderedObject => ({
  apiVersion,
  kind,
  name,
  body: body as RenderedObject['body'],
});
const job = (container: object): RenderedObject =>
  object('batch/v1', 'Job', { spec: { template: { spec: { containers: [container] } } } });

it.each([
  [
    'an ExternalSecret with it as target',
    object('external-secrets.io/v1', 'ExternalSecret', { spec: { target: { name: 'keys' } } }),
  ],
  ['a SealedSecret of its name', object('bitnami.com/v1alpha1', 'SealedSecret', {}, 'keys')],
  ['a Certificate', object('cert-manager.io/v1', 'Certificate', { spec: { secretName: 'keys' } })],
  [
    'a provider of secrets',
    object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', {
      spec: { secretObjects: [{ secretName: 'keys' }] },
    }),
  ],
  ['a Job that is told its name', job({ args: ['create', '--secret-name=keys'] })],
  ['a Job that is told so in a script', job({ command: ['sh', '-c', 'kubectl create secret generic keys\n'] })],
  ['a Job that is told so in a variable', job({ env: [{ name: 'SECRET', value: 'apps/keys' }] })],
  [
    'an annotation',
    object('v1', 'Service', {
      metadata: { annotations: { 'service.beta.openshift.io/serving-cert-secret-name': 'keys' } },
    }),
  ],
])('%s may make it', (_, maker) => {
  expect(hasMaker('keys', [maker])).toBe(true);
});

it('a database operator may make what bears the name of its database', () => {
  expect(hasMaker('store-app', [object('postgresql.cnpg.io/v1', 'Cluster', {}, 'store')])).toBe(true);
});

it.each([
  ['a Job that only refers to it', job({ envFrom: [{ secretRef: { name: 'keys' } }] })],
  ['a Job that is told a longer name', job({ args: ['--secret-name=keys-of-others'] })],
  ['a Service of its name', object('v1', 'Service', { metadata: { name: 'keys', labels: { app: 'keys' } } }, 'keys')],
  [
    'an account that may use it',
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ resourceNames: ['keys'] }] }),
  ],
  [
    'a Deployment that is to start anew with it',
    object('apps/v1', 'Deployment', {
      metadata: { annotations: { 'secret.reloader.stakater.com/reload': 'keys' } },
      spec: { template: {} },
    }),
  ],
])('%s does not make it', (_, other) => {
  expect(hasMaker('keys', [other])).toBe(false);
});
