import { describe, expect, it } from 'vitest';
import { findCommonBlobs, parseBlobs } from './node-blobs';

const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));

describe('parseBlobs', () => {
  it('gives each blob that containerd knows the size of its file', () => {
    const stored = [`12\t/blobs/sha256/${a}`, `3000000000\t/blobs/sha256/${b}`, '3000004108\t/blobs/sha256'];
    expect([...parseBlobs([`sha256:${a}`, `sha256:${b}`, ...stored])]).toEqual([
      [`sha256:${a}`, 12],
      [`sha256:${b}`, 3e9],
    ]);
  });

  it('leaves out a file that containerd does not know, and a digest without a file', () => {
    const stored = [`12\t/blobs/sha256/${a}`, `13\t/blobs/sha256/${b}`];
    expect([...parseBlobs([`sha256:${b}`, `sha256:${c}`, ...stored]).keys()]).toEqual([`sha256:${b}`]);
  });

  it('finds nothing in an empty store', () => {
    expect(parseBlobs([]).size).toBe(0);
  });
});

describe('findCommonBlobs', () => {
  const node = (...digests: readonly string[]) => new Map(digests.map((key) => [key, 1]));

  it.each([
    ['one node', [node('a', 'b')], ['a', 'b']],
    ['two nodes', [node('a', 'b'), node('b', 'c')], ['b']],
    ['no node', [], []],
  ])('of %s', (_, nodes, common) => {
    expect([...findCommonBlobs(nodes).keys()]).toEqual(common);
  });
});
