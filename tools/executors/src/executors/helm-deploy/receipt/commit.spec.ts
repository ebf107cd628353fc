import { expect, it } from 'vitest';
import { parseStatus, resolveSources } from './commit';

it('reads names with blanks and line ends as git has them', () => {
  expect(parseStatus(' M a b.ts\0?? new\nline.ts\0D  gone.ts\0')).toEqual(['a b.ts', 'new\nline.ts', 'gone.ts']);
  expect(parseStatus('')).toEqual([]);
});

it('compares nothing that is not wholly known', () => {
  expect(resolveSources({ commit: 'a', dirty: false, changed: [] })).toEqual({ commit: 'a', changed: [] });
  expect(resolveSources({ commit: null, dirty: false, changed: [] })).toBeNull();
  expect(resolveSources({ commit: 'a', dirty: true, changed: null })).toBeNull();
});
