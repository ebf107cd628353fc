import { expect, it } from 'vitest';
import { makeWorld } from './testing/world';
import { type ApiFacts, type Lack, findLacks, waitUntilNothingLacks } from './usable';

const noon = Date.parse('2026-01-01T12:00:00Z');
const condition = { type: 'Ready', status: 'True', lastHeartbeatTime: '2026-01-01T12:00:01Z' };
const storageClass = (isDefault: string) => ({
  metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
});
const whole: ApiFacts = {
  node: { metadata: { name: 'n' }, status: { nodeInfo: { kubeletVersion: 'v1.36.3' }, conditions: [condition] } },
  account: {},
  classes: [storageClass('true')],
};

it('lacks nothing where node, account and storage are there', () => {
  expect(findLacks(whole, noon)).toEqual([]);
});

it.each<[string, Partial<ApiFacts>, Lack]>([
  ['before the node answers', { node: undefined }, 'a node that is ready'],
  ['while the account is not made yet', { account: undefined }, 'the default ServiceAccount'],
  ['before the API answers for storage', { classes: undefined }, 'a default StorageClass'],
  ['without any class', { classes: [] }, 'a default StorageClass'],
  ['with a class that is not the default', { classes: [storageClass('false')] }, 'a default StorageClass'],
  ['with a class that says nothing', { classes: [{ metadata: {} }] }, 'a default StorageClass'],
])('is not usable %s', (_, facts, lack) => {
  expect(findLacks({ ...whole, ...facts }, noon)).toEqual([lack]);
});

it('does not take for ready what the node said in an earlier life', () => {
  expect(findLacks(whole, noon + 60_000)).toEqual(['a node that is ready']);
});

/** Gives one answer after the other, the last one for ever. */
function answers(...list: Lack[][]): () => Promise<Lack[]> {
  return () => Promise.resolve((list.length > 1 ? list.shift() : list[0]) ?? []);
}

it('waits for all, not for the first', async () => {
  const ask = answers(['a node that is ready', 'the default ServiceAccount'], ['the default ServiceAccount'], []);
  await waitUntilNothingLacks(ask, 'n', makeWorld().context, { total: 5000, pause: 1 });
  expect(await ask()).toEqual([]);
});

it('says what lacks when patience ends', async () => {
  const ask = answers(['a node that is ready'], ['the default ServiceAccount', 'a default StorageClass']);
  await expect(waitUntilNothingLacks(ask, 'n', makeWorld().context, { total: 20, pause: 1 })).rejects.toThrow(
    /still lacks the default ServiceAccount and a default StorageClass/,
  );
});
