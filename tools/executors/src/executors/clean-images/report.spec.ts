import { expect, it } from 'vitest';
import { formatCleaning, type CleanedStore } from './report';

const image = {
  id: `sha256:${'a'.repeat(64)}`,
  names: ['localhost/shop/api:1', 'docker.io/shop/api:1'],
  otherNames: [],
  sizeBytes: 2_000_000,
};
const removals = [{ image, names: image.names, isWhole: true }];
const engine: CleanedStore = { kind: 'engine', name: 'podman', removals, isCleaned: true, failures: [] };
const registry: CleanedStore = { ...engine, kind: 'registry', name: 'localhost:5000/shop/api', isCleaned: false };

it('lists what would go, and how to have it gone', () => {
  expect(formatCleaning([engine], true, 'nx clean-images chart')).toBe(
    [
      'engine   podman: 1 image of ours that nothing needs, at most 2.0 MB',
      '     2.0 MB  shop/api:1',
      'Nothing was removed. To remove them: nx clean-images chart --dryRun=false',
    ].join('\n'),
  );
});

it('says what stayed, and why', () => {
  const text = formatCleaning([{ ...engine, failures: ['shop/api:1: in use'] }, registry], false, '');
  expect(text).toContain('  not removed: shop/api:1: in use');
  expect(text).toMatch(/registry .*left alone: see --registry/);
});

it('is glad of nothing', () => {
  expect(formatCleaning([{ ...engine, removals: [] }], true, '')).toMatch(/Every image of ours is needed\.$/);
});
