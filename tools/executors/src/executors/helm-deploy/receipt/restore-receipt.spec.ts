import { describe, expect, it } from 'vitest';
import type { Prepared } from '../prepare';
import type { Settings } from '../settings';
import { deployLabel, readCommitLabels } from './receipt';
import { restoreReceipt } from './restore-receipt';

const settings = { namespace: 'shop', release: 'shop' } as Settings;
const prepared = (labels: Record<string, string>): Prepared =>
  ({ live: { record: { labels } } }) as unknown as Prepared;
const never = (): never => {
  throw new Error('This is not to be asked.');
};
const api = { listSecrets: never, listConfigMaps: never, createConfigMap: never };

describe('restoreReceipt', () => {
  it('leaves alone a receipt that is there', async () => {
    const holding = { ...api, listConfigMaps: () => Promise.resolve([{}]) };
    expect(await restoreReceipt(holding, settings, prepared({ [deployLabel]: 'one' }), 1, [])).toBeUndefined();
  });

  it('has nothing to say of a revision that was made before there were receipts', async () => {
    expect(await restoreReceipt(api, settings, prepared({}), 1, [])).toBeUndefined();
  });

  it('tells why it could not look, and stops nothing', async () => {
    const away = { ...api, listConfigMaps: () => Promise.reject(new Error('no route to host')) };
    expect(await restoreReceipt(away, settings, prepared({ [deployLabel]: 'one' }), 1, [])).toBe(
      'missing, and not written (no route to host); the release is as it should be',
    );
  });
});

describe('readCommitLabels', () => {
  const read = (commit: string, dirty: string) =>
    readCommitLabels({ 'helm-deploy/commit': commit, 'helm-deploy/dirty': dirty });

  it('knows the files only where none differed', () => {
    expect(read('abc', 'false')).toEqual({ commit: 'abc', dirty: false, changed: [] });
    expect(read('abc', 'true')).toEqual({ commit: 'abc', dirty: true, changed: null });
    expect(read('none', 'false')).toEqual({ commit: null, dirty: false, changed: [] });
    expect(readCommitLabels({})).toEqual({ commit: null, dirty: true, changed: null });
  });
});
