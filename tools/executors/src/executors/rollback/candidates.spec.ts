import { describe, expect, it } from 'vitest';
import type { KnownRevision } from '../../release/revisions';
import { listCandidates } from './candidates';

/** A revision with this content, seen healthy unless something else is said. */
const revision = (number: number, content: string, change: Partial<KnownRevision> = {}): KnownRevision => {
  const digests = { chart: 'c', values: 'v', manifest: content };
  const receipt = { revision: number, recorded: digests };
  return { revision: number, status: 'superseded', digests, receipt, ...change } as KnownRevision;
};
const numbers = (revisions: KnownRevision[], named?: number) =>
  listCandidates(revisions, named).map((each) => [each.revision.revision, each.obstacle]);

describe('listCandidates', () => {
  it('are the revisions before, newest first', () => {
    expect(numbers([revision(1, 'a'), revision(2, 'b'), revision(3, 'c')])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
  });

  it('are those before what was gone back to, so that two ways back go on', () => {
    const second = revision(2, 'b');
    const revisions = [revision(1, 'a'), second, revision(3, 'c'), { ...second, revision: 4 }];
    expect(numbers(revisions)).toEqual([[1, undefined]]);
  });

  it('are only those that are other than what runs', () => {
    expect(numbers([revision(1, 'a'), revision(2, 'b'), revision(3, 'b')])).toEqual([[1, undefined]]);
  });

  it('are all before one that failed and was left there', () => {
    expect(numbers([revision(1, 'a', { status: 'deployed' }), revision(2, 'b', { status: 'failed' })])).toEqual([
      [1, undefined],
    ]);
  });

  it.each<[string, Partial<KnownRevision>, RegExp]>([
    ['failed', { status: 'failed' }, /recorded as failed/],
    ['was never seen healthy', { receipt: undefined }, /no receipt/],
    [
      'was made by hand and has the labels of another',
      { receipt: { recorded: { chart: 'c', values: 'v', manifest: 'a' } } as KnownRevision['receipt'] },
      /another program made it/,
    ],
  ])('name what is against one that %s', (_, change, obstacle) => {
    const [[, named] = []] = numbers([revision(1, 'b', change), revision(2, 'c')]);
    expect(named).toMatch(obstacle);
  });

  it('is the one that was named, and no other', () => {
    expect(numbers([revision(1, 'a'), revision(2, 'b'), revision(3, 'c')], 1)).toEqual([[1, undefined]]);
    expect(numbers([revision(3, 'c')], 1)).toEqual([]);
  });
});
