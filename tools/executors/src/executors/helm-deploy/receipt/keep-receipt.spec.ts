import type { V1ConfigMap, V1Secret } from '@kubernetes/client-node';
import { expect, it } from 'vitest';
import { keepReceipt } from './keep-receipt';

const record = (version: number, deploy: string): V1Secret => ({
  metadata: {
    name: `v${version}`,
    uid: `u${version}`,
    labels: { version: `${version}`, 'helm-deploy/deploy': deploy },
  },
});
const receipt: V1ConfigMap = {
  metadata: { name: 'r', ownerReferences: [{ apiVersion: 'v1', kind: 'Secret', name: 'v9', uid: 'u9' }] },
};

/** The owners of what was written, where only the deploy `a` has a receipt. */
async function keep(records: V1Secret[], write?: () => Promise<void>): Promise<unknown> {
  const written: (string[] | undefined)[] = [];
  const api = {
    listSecrets: () => Promise.resolve(records),
    listConfigMaps: (_: string, selector: string) => Promise.resolve(selector.endsWith('=a') ? [receipt] : []),
    replaceConfigMap: (_: string, { metadata }: V1ConfigMap) => {
      written.push(metadata?.ownerReferences?.map(({ uid }) => uid));
      return write?.() ?? Promise.resolve();
    },
  };
  return (await keepReceipt(api, { namespace: 'n', release: 'shop' })) ?? written;
}

it('lets the receipt belong to the revision that went back to it, too', async () => {
  expect(await keep([record(10, 'b'), record(9, 'a'), record(11, 'a')])).toEqual([['u9', 'u11']]);
});

it.each([
  ['has its own receipt', [record(9, 'a')]],
  ['was never seen healthy', [record(9, 'a'), record(10, 'b')]],
  ['is not there', []],
])('leaves a revision alone that %s', async (_, records) => {
  expect(await keep(records)).toEqual([]);
});

it('says why it could not', async () => {
  const refuse = () => Promise.reject(new Error('no answer within 20 s'));
  expect(await keep([record(11, 'a')], refuse)).toBe('no answer within 20 s');
});
