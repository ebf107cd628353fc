import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { removeCluster, removeShared } from './own-cluster';
import { imagesFolder, storeFolder } from './paths';
import { type World, makeWorld } from './testing/world';

const carrier = { program: 'podman', version: '4.3.1', env: {}, runtime: '' } as const;

/** A machine whose podman lists these containers, with a store in its data. */
function makePodmanWorld(containers: string): World {
  const world = makeWorld();
  world.stub('podman', `[ "$1 $2" = "container inspect" ] && exit 1; [ "$1" = ps ] && printf '${containers}'; exit 0`);
  world.stub('umount', '');
  world.file('data/store/overlay-images/images.json', '[]');
  return world;
}

it('leaves the store when a half-made cluster is removed, since the next one is made in it', async () => {
  const { context } = makePodmanWorld('');
  await removeCluster('b', carrier, context);
  expect(existsSync(storeFolder(context.paths))).toBe(true);
});

it('ends the store after the last cluster', async () => {
  const { context } = makePodmanWorld('');
  await removeShared(carrier, context);
  expect([existsSync(storeFolder(context.paths)), existsSync(imagesFolder(context.paths))]).toEqual([false, true]);
});

it('leaves the store to the clusters that are left', async () => {
  const { context } = makePodmanWorld('abc\\n');
  await removeShared(carrier, context);
  expect(existsSync(storeFolder(context.paths))).toBe(true);
});
