import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatIndex, readLayoutImage, selectBlobs, sumSizes, writePlaceholders } from './image-layout';

const blob = (letter: string, size = 1) => ({ mediaType: 'type', digest: `sha256:${letter.repeat(64)}`, size });
const image = { manifest: blob('a'), config: blob('b'), layers: [blob('c'), blob('d', 5)] };
let layout: string;

beforeEach(() => {
  layout = mkdtempSync(join(tmpdir(), 'layout-'));
});
afterEach(() => {
  rmSync(layout, { recursive: true });
});

describe('selectBlobs', () => {
  it('sends manifest and config always, and of the layers those that the node lacks', () => {
    const held = new Map([...'abc'].map((letter) => [blob(letter).digest, 1]));
    expect(selectBlobs(image, held)).toEqual([blob('a'), blob('b'), blob('d', 5)]);
  });

  it('sends a layer once that an image has twice', () => {
    const twice = { ...image, layers: [blob('c'), blob('c')] };
    expect(sumSizes(selectBlobs(twice, new Map()))).toBe(3);
  });
});

it('formatIndex gives the manifest the name that containerd goes by', () => {
  expect(JSON.parse(formatIndex(blob('a', 7), 'docker.io/a/b:1'))).toEqual({
    schemaVersion: 2,
    manifests: [{ ...blob('a', 7), annotations: { 'io.containerd.image.name': 'docker.io/a/b:1' } }],
  });
});

it('writePlaceholders makes files of the right size that take no room', async () => {
  await writePlaceholders(layout, new Map([[blob('a').digest, 5e9]]));
  const { size, blocks } = statSync(join(layout, 'blobs/sha256', 'a'.repeat(64)));
  expect({ size, blocks }).toEqual({ size: 5e9, blocks: 0 });
});

describe('readLayoutImage', () => {
  const write = (manifests: readonly object[]): void => {
    mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
    writeFileSync(
      join(layout, 'blobs/sha256', 'a'.repeat(64)),
      JSON.stringify({ config: image.config, layers: image.layers }),
    );
    writeFileSync(join(layout, 'index.json'), JSON.stringify({ manifests }));
  };

  it('follows the index to the manifest', async () => {
    write([blob('a')]);
    expect(await readLayoutImage(layout)).toEqual(image);
  });

  it.each([[[]], [[blob('a'), blob('b')]]])('refuses any other number of images than one: %j', async (manifests) => {
    write(manifests);
    await expect(readLayoutImage(layout)).rejects.toThrow(`saved ${manifests.length} images`);
  });
});
