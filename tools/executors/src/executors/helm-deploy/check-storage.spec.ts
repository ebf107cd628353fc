import { describe, expect, it } from 'vitest';
import type { V1PersistentVolume, V1StorageClass } from '@kubernetes/client-node';
import { checkStorage } from './check-storage';
import type { RenderedObject } from './render';

const object = (kind: string, body: object): RenderedObject => ({
  apiVersion: 'v1',
  kind,
  name: 'store',
  body: body as RenderedObject['body'],
});
const set = (spec: object): RenderedObject => object('StatefulSet', { spec: { volumeClaimTemplates: [{ spec }] } });
const claim = (spec: object): RenderedObject => object('PersistentVolumeClaim', { spec });
const slow = { storageClassName: 'slow' };
const fast = { metadata: { name: 'fast' }, provisioner: 'p' };
const usual = {
  metadata: { name: 'usual', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'p',
};

interface Cluster {
  classes?: V1StorageClass[];
  volumes?: V1PersistentVolume[];
  live?: unknown;
}
async function check(objects: RenderedObject[], { classes = [fast], volumes = [], live }: Cluster = {}) {
  const api = {
    listStorageClasses: () => Promise.resolve(classes),
    listVolumes: () => Promise.resolve(volumes),
    readObject: () => Promise.resolve(live),
  };
  return (await checkStorage(api, 'apps', objects)).map(({ message, hint }) => `${message} ${hint}`);
}

describe('a storage class that is missing', () => {
  it.each([
    ['StatefulSet', set(slow)],
    ['PersistentVolumeClaim', claim(slow)],
  ])('is named for a %s, with those that there are', async (kind, wanting) => {
    expect(await check([wanting])).toEqual([
      `The volume of ${kind}/store wants the storage class "slow", which the cluster does not have. It has: fast. Name one in the values.`,
    ]);
  });

  it('may be the default one', async () => {
    expect(await check([set({})])).toEqual([expect.stringContaining('wants a default storage class')]);
    expect(await check([set({})], { classes: [usual] })).toEqual([]);
  });
});

describe('nothing is missing', () => {
  const volume = { spec: slow };

  it.each<[string, RenderedObject[], Cluster]>([
    ['where the class is there', [set({ storageClassName: 'fast' })], {}],
    ['where the chart brings the class', [claim(slow), object('StorageClass', { metadata: { name: 'slow' } })], {}],
    ['where somebody made a volume for it', [claim(slow)], { volumes: [volume] }],
    ['where the chart brings such a volume', [claim(slow), object('PersistentVolume', volume)], {}],
    ['where no class is wanted', [claim({ storageClassName: '' })], {}],
    ['where the claim names its volume', [claim({ ...slow, volumeName: 'by-hand' })], {}],
    ['where the volume was made long ago', [set(slow)], { live: {} }],
  ])('%s', async (_, objects, cluster) => {
    expect(await check(objects, cluster)).toEqual([]);
  });
});

it('says nothing to whom may not look', async () => {
  const refuse = (): Promise<never> => Promise.reject(new Error('forbidden'));
  const api = { listStorageClasses: () => Promise.resolve([]), listVolumes: refuse, readObject: refuse };
  expect(await checkStorage(api, 'apps', [set(slow)])).toEqual([]);
});
