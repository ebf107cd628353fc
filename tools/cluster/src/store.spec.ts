import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { imagesFolder, storeFolder } from './paths';
import { beginStore, endStore, forgetEmptyFolders } from './store';
import { makeWorld } from './testing/world';

it('keeps the images of the last cluster in the cache, and nothing of its data', () => {
  const world = makeWorld();
  const { paths } = world.context;
  for (const name of ['overlay-images/images.json', 'volumes/v/_data/secret', 'libpod/bolt_state.db'])
    world.file(`data/store/${name}`, '');
  world.file('data/engine/nodes.conf', '');
  endStore(paths);
  forgetEmptyFolders(paths);
  expect(readdirSync(imagesFolder(paths))).toEqual(['overlay-images']);
  expect(existsSync(paths.data)).toBe(false);
});

it('begins a store with the images of the cache', () => {
  const world = makeWorld();
  world.file('cache/images/overlay-images/images.json', '[]');
  beginStore(world.context.paths);
  expect(world.read('data/store/overlay-images/images.json')).toBe('[]');
});

it('leaves a store alone that is there', () => {
  const world = makeWorld();
  world.file('cache/images/overlay-images/images.json', 'other');
  world.file('data/store/overlay-images/images.json', 'mine');
  beginStore(world.context.paths);
  expect(world.read('data/store/overlay-images/images.json')).toBe('mine');
});

it('begins with nothing where the cache has nothing', () => {
  const { paths } = makeWorld().context;
  beginStore(paths);
  expect(existsSync(storeFolder(paths))).toBe(false);
});

it('leaves the data of the other clusters', () => {
  const world = makeWorld();
  world.file('data/clusters/other/kubeconfig', 'k');
  forgetEmptyFolders(world.context.paths);
  expect(world.read('data/clusters/other/kubeconfig')).toBe('k');
});
