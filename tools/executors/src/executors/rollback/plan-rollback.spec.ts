import { gzipSync } from 'node:zlib';
import type { V1ConfigMap, V1Secret } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { digestRecord } from '../helm-deploy/unchanged/release-record';
import { planRollback } from './plan-rollback';
import type { RollbackSettings } from './settings';

const settings = { release: 'shop', namespace: 'shop', command: 'nx rollback chart', force: false } as RollbackSettings;
const migrations = ['0001_a', '0002_b'];

/** Helm's record of a revision whose image and migrations are as new as its number. */
function record(revision: number): V1Secret {
  const release = {
    version: revision,
    info: { last_deployed: '2026-01-01T00:00:00Z' },
    manifest: `rev: ${revision}\n`,
  };
  const packed = Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64');
  const labels = { version: `${revision}`, status: 'superseded', 'helm-deploy/deploy': `d${revision}` };
  return { metadata: { labels }, data: { release: packed } };
}

function receipt(revision: number): V1ConfigMap {
  const recorded = digestRecord(record(revision));
  const images = { web: { reference: `web:${revision}`, inputs: '', ids: [], from: null } };
  const files = migrations.slice(0, revision).map((name) => [`migrations/${name}.sql`, '1'] as const);
  return {
    metadata: { labels: { 'helm-deploy/deploy': `d${revision}` } },
    data: {
      'receipt.json': JSON.stringify({ revision, recorded, images, readable: [] }),
      'files.json': JSON.stringify({ web: Object.fromEntries(files) }),
    },
  };
}

const plan = (revisions: number[], change: Partial<RollbackSettings> = {}, gone: string[] = []) =>
  planRollback(
    {
      listSecrets: () => Promise.resolve(revisions.map(record)),
      listConfigMaps: () => Promise.resolve(revisions.map(receipt)),
    },
    { ...settings, ...change },
    (references) => Promise.resolve(references.filter((reference) => gone.includes(reference))),
  );

describe('planRollback', () => {
  it('takes the newest revision whose images are there, and says which it passes over', async () => {
    const { target, passedOver } = await plan([2, 3, 4, 5], {}, ['web:4']);
    expect(target.revision).toBe(3);
    expect(passedOver).toEqual(['revision 4: web:4 is gone']);
  });

  it('names each reason where there is none', async () => {
    await expect(plan([2, 3], {}, ['web:2'])).rejects.toThrow(
      'Roll back "shop": no revision before 3 was seen healthy and still has its images. revision 2: web:2 is gone.',
    );
    await expect(plan([3])).rejects.toThrow('Helm keeps none.');
    await expect(plan([])).rejects.toThrow('nothing is deployed in the namespace "shop"');
  });

  it('refuses a schema that the older code does not know', async () => {
    await expect(plan([1, 2])).rejects.toThrow(
      'Roll back "shop" to revision 1: its code does not know the schema that the database has: migrations/0002_b.sql.',
    );
  });

  it('goes there all the same where it is forced to', async () => {
    const { target, unreadable } = await plan([1, 2], { force: true });
    expect([target.revision, unreadable]).toEqual([1, ['migrations/0002_b.sql']]);
  });
});
