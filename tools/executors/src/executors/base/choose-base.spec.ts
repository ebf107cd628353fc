import { describe, expect, it } from 'vitest';
import type { Receipt } from '../helm-deploy/receipt/receipt';
import { findBaseLine } from './base-line';
import { chooseBase, listSources, type SourceFacts } from './choose-base';

const everything = 'the empty tree';
const facts = (commit: string, sinceThen: string[] | undefined, change: Partial<SourceFacts> = {}): SourceFacts => ({
  commit,
  changed: [],
  sinceThen,
  isAncestor: true,
  ...change,
});

describe('chooseBase', () => {
  it('takes the commit that runs', () => {
    expect(chooseBase([facts('a', ['x'])], [], everything)).toMatchObject({ base: 'a' });
  });

  it('takes the older of two, which shows what either of them lacks', () => {
    const sources = [facts('new', ['x']), facts('old', ['x', 'y'])];
    expect(chooseBase(sources, [], everything)).toMatchObject({ base: 'old' });
  });

  it('takes neither of two where a file was changed and changed back between them', () => {
    const sources = [facts('new', ['x']), facts('old', ['y'])];
    expect(chooseBase(sources, [], everything)).toMatchObject({ base: everything });
  });

  it.each([
    ['is committed by now', ['x'], []],
    ['is changed still', [], ['x']],
  ])('finds a file that was deployed before it was committed and %s', (_, sinceThen, now) => {
    expect(chooseBase([facts('a', sinceThen, { changed: ['x'] })], now, everything)).toMatchObject({ base: 'a' });
  });

  it('takes everything where such a file was changed back', () => {
    expect(chooseBase([facts('a', ['y'], { changed: ['x'] })], [], everything)).toMatchObject({ base: everything });
  });

  it.each([
    ['that git does not know', facts('gone', undefined), /git does not know the commit gone/],
    ['that is not in the history of HEAD', facts('other', [], { isAncestor: false }), /not grown out of other/],
  ])('takes everything beside a commit %s', (_, source, reason) => {
    const found = chooseBase([source], [], everything);
    expect(found).toEqual({ base: everything, reason: expect.stringMatching(reason) as string });
  });
});

describe('listSources', () => {
  const image = { reference: '', inputs: '', ids: [] };
  const receipt = (change: Partial<Receipt>): Receipt =>
    ({ commit: 'a', changed: [], images: {}, ...change }) as Receipt;

  it('tells each of them once', () => {
    const from = { commit: 'a', changed: [] };
    const older = { commit: 'b', changed: ['x'] };
    const images = { api: { ...image, from }, web: { ...image, from: older } };
    expect(listSources(receipt({ images }))).toEqual([from, older]);
  });

  it.each([
    ['without a receipt', undefined, /no revision that serves has a receipt/],
    ['outside of git', receipt({ commit: null }), /without git/],
    ['with too many changed files', receipt({ changed: null }), /not known which files differed/],
    ['with an image from elsewhere', receipt({ images: { web: { ...image, from: null } } }), /image of "web"/],
  ])('says what is not known of a release %s', (_, given, reason) => {
    expect(listSources(given)).toMatch(reason);
  });
});

describe('findBaseLine', () => {
  const base = 'a'.repeat(40);

  it('finds the base among what Nx prints around it', () => {
    expect(findBaseLine(`\n> nx run chart:base\n\nwhy ${base}\n${base}\n\n NX   Successfully ran\n`)).toBe(base);
  });

  it('takes nothing else for one', () => {
    expect(findBaseLine(`> nx run ${base}\n${base}a\n`)).toBeUndefined();
  });
});
