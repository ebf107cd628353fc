import { describe, expect, it } from 'vitest';
import { checkReferences, type Supply } from './check-references';
import type { PodOfWorkload } from './new-pods';
import type { RenderedObject } from './render';

const canary = Buffer.from('canary').toString('base64');
const nothing: Supply = { action: 'upgrade', objects: [], secret: undefined };
const object = (kind: string, name: string, body: object): RenderedObject => ({
  apiVersion: 'v1',
  kind,
  name,
  body: body as RenderedObject['body'],
});
const withHook = (hook: string): object => ({ metadata: { annotations: { 'helm.sh/hook': hook } }, data: { A: 'a' } });

/** A variable that wants the key of the same name. */
const variable = (key: string, name = 'keys', ref = 'secretKeyRef'): object => ({
  name: key,
  valueFrom: { [ref]: { name, key } },
});
const pod = (spec: object, workload = 'Deployment/api'): PodOfWorkload =>
  ({ workload, body: { spec } }) as unknown as PodOfWorkload;
const inContainer = (...env: object[]): PodOfWorkload => pod({ containers: [{ name: 'api', env }] });

interface Case {
  /** What the cluster has, by kind and name. */
  live?: Readonly<Record<string, object>>;
  supply?: Partial<Supply>;
  isThere?: boolean;
}
async function check(pods: readonly PodOfWorkload[], { live = {}, supply = {}, isThere = true }: Case = {}) {
  const asked: string[] = [];
  const readObject = ({ kind, metadata }: { kind: string; metadata: { name: string } }): Promise<unknown> => {
    asked.push(`${kind}/${metadata.name}`);
    return Promise.resolve(live[`${kind}/${metadata.name}`]);
  };
  const found = await checkReferences({ readObject }, 'apps', isThere, pods, { ...nothing, ...supply });
  return { asked, letters: found.map(({ message, hint }) => `${message} ${hint}`) };
}

describe('what is not there is named, with the command that makes it', () => {
  it('a key', async () => {
    const live = { 'Secret/keys': { data: { B: canary } } };
    expect((await check([inContainer(variable('A'), variable('B'))], { live })).letters).toEqual([
      'Container "api" of Deployment/api (variable A) wants the key A of Secret "keys", which is not there. ' +
        `Run: kubectl -n apps patch secret keys --type=merge -p '{"stringData":{"A":"…"}}'`,
    ]);
  });

  it('a Secret, once for all who want it', async () => {
    const volumes = [{ name: 'certs', secret: { secretName: 'keys' } }];
    const pods = [inContainer(variable('A'), variable('B')), pod({ volumes }, 'StatefulSet/store')];
    const { asked, letters } = await check(pods);
    expect(letters).toEqual([
      'Container "api" of Deployment/api (variables A, B) and volume "certs" of StatefulSet/store want the Secret "keys", which is not there. ' +
        'Run: kubectl -n apps create secret generic keys --from-literal=A=… --from-literal=B=…',
    ]);
    expect(asked).toEqual(['Secret/keys']);
  });

  it('keys of a ConfigMap', async () => {
    const live = { 'ConfigMap/settings': { data: {}, binaryData: { C: canary } } };
    const env = ['A', 'B', 'C'].map((key) => variable(key, 'settings', 'configMapKeyRef'));
    expect((await check([inContainer(...env)], { live })).letters).toEqual([
      'Container "api" of Deployment/api (variables A, B) wants the keys A and B of ConfigMap "settings", which are not there. ' +
        `Run: kubectl -n apps patch configmap settings --type=merge -p '{"data":{"A":"…","B":"…"}}'`,
    ]);
  });

  it('a ConfigMap of a namespace that is not there either', async () => {
    const containers = [{ name: 'api', envFrom: [{ configMapRef: { name: 'settings' } }] }];
    expect((await check([pod({ containers })], { isThere: false })).letters).toEqual([
      'Container "api" of Deployment/api wants the ConfigMap "settings", which is not there. ' +
        'Run: kubectl create namespace apps && kubectl -n apps create configmap settings --from-literal=…=…',
    ]);
  });

  it('a key that the chart forgets', async () => {
    const supply = { objects: [object('Secret', 'keys', { stringData: { B: 'b' } })] };
    expect((await check([inContainer(variable('A'))], { supply })).letters).toEqual([
      'Container "api" of Deployment/api (variable A) wants the key A of Secret "keys", which is not there. ' +
        'Add it to the Secret in the chart, or correct what asks for it.',
    ]);
  });

  it('a key that the deploy would take away', async () => {
    const live = { 'Secret/keys': { data: { COHERE_API_KEY: canary } } };
    const supply = { secret: { name: 'keys', keys: ['DATABASE_URL'] } };
    expect((await check([inContainer(variable('COHERE_API_KEY'))], { live, supply })).letters).toEqual([
      'Container "api" of Deployment/api (variable COHERE_API_KEY) wants the key COHERE_API_KEY of Secret "keys", which is not there. ' +
        'Set COHERE_API_KEY in .env (see .env.example), or correct what asks for it.',
    ]);
  });

  it('never what a Secret holds', async () => {
    const live = { 'Secret/keys': { data: { B: canary } } };
    expect(JSON.stringify(await check([inContainer(variable('A'))], { live }))).not.toMatch(/canary|Y2FuYXJ5/);
  });
});

describe('what is there, or will be', () => {
  const wanting = [inContainer(variable('A'))];

  it.each<[string, Case]>([
    ['in the cluster', { live: { 'Secret/keys': { data: { A: canary } } } }],
    ['in the chart', { supply: { objects: [object('Secret', 'keys', { stringData: { A: 'a' } })] } }],
    [
      'in both together',
      {
        live: { 'Secret/keys': { data: { A: canary } } },
        supply: { objects: [object('Secret', 'keys', { data: { B: canary } })] },
      },
    ],
    ['in an empty one that somebody fills', { supply: { objects: [object('Secret', 'keys', {})] } }],
    ['in a hook before it', { supply: { objects: [object('Secret', 'keys', withHook('pre-install,pre-upgrade'))] } }],
    ['in the Secret of the deploy', { supply: { secret: { name: 'keys', keys: ['A'] } } }],
    [
      'made by an operator',
      {
        supply: {
          objects: [{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', name: 'keys', body: {} }],
        },
      },
    ],
  ])('%s, is not missing', async (_, given) => {
    expect((await check(wanting, given)).letters).toEqual([]);
  });

  it('only after the pods, is missing', async () => {
    const supply = { objects: [object('Secret', 'keys', withHook('post-upgrade'))] };
    expect((await check(wanting, { supply })).letters).toHaveLength(1);
  });

  it('by Kubernetes itself, is not missing', async () => {
    const sources = [{ configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt' }] } }];
    expect(
      (await check([pod({ volumes: [{ name: 'ca', projected: { sources } }] })], { isThere: false })).letters,
    ).toEqual([]);
  });
});

it('says nothing to whom may not read it', async () => {
  const readObject = (): Promise<unknown> => Promise.reject(new Error('forbidden'));
  expect(await checkReferences({ readObject }, 'apps', true, [inContainer(variable('A'))], nothing)).toEqual([]);
});
