import { expect, it } from 'vitest';
import type { KnownRevision } from '../../release/revisions';
import { findUnreadable } from './schema-guard';

const folder = 'api/migrations/versions';
const revision = (number: number, migrations: string[], change: Partial<KnownRevision> = {}): KnownRevision => {
  const digests = { chart: 'c', values: 'v', manifest: `${number}` };
  const files = { api: Object.fromEntries(migrations.map((name) => [`${folder}/${name}.py`, '1'])) };
  const receipt = { recorded: digests, readable: [] as string[] };
  const labels = { 'helm-deploy/schema': migrations.at(-1) ?? 'none' };
  return { revision: number, status: 'superseded', digests, receipt, files, labels, ...change } as KnownRevision;
};
const failed = { status: 'failed', receipt: undefined, files: {} };
const first = revision(1, ['0001_a']);

it('has nothing against code that knows every migration', () => {
  expect(findUnreadable(first, [first, revision(2, ['0001_a'])])).toEqual([]);
});

it('names a migration that the older code does not know', () => {
  const second = revision(2, ['0001_a', '0002_b']);
  expect(findUnreadable(first, [first, second])).toEqual([`${folder}/0002_b.py`]);
});

it('has nothing against one that says older code can live with it', () => {
  const second = revision(2, ['0001_a', '0002_b']);
  const receipt = { ...second.receipt, readable: [`${folder}/0002_b.py`] } as KnownRevision['receipt'];
  expect(findUnreadable(first, [first, { ...second, receipt }])).toEqual([]);
});

it('remembers what was applied by a revision that has been gone back from', () => {
  const revisions = [first, revision(2, ['0001_a', '0002_b']), revision(3, ['0001_a'])];
  expect(findUnreadable(first, revisions)).toEqual([`${folder}/0002_b.py`]);
});

it('counts what a failed revision may have applied', () => {
  const tried = revision(2, ['0001_a', '0002_b'], failed);
  expect(findUnreadable(first, [first, { ...tried, labels: { 'helm-deploy/schema': '0002_b' } }])).toEqual([
    '0002_b of revision 2, which is failed',
  ]);
});

it('does not count a failed revision with a schema that is known', () => {
  const tried = { ...revision(2, [], failed), labels: { 'helm-deploy/schema': '0001_a' } };
  expect(findUnreadable(first, [first, tried])).toEqual([]);
});
