import type { V1Pod } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { KnownRevision } from '../../release/revisions';
import { keyedHash } from '../helm-deploy/secret';
import { comparePods } from './compare-pods';
import { compareRecord } from './compare-record';
import { compareNewest, compareSecret } from './verify';

const digests = { chart: 'c', values: 'v', manifest: 'm' };
const revision = (change: Partial<KnownRevision>): KnownRevision =>
  ({ revision: 3, status: 'deployed', digests, config: {}, manifest: '', labels: {}, ...change }) as KnownRevision;

describe('compareRecord', () => {
  const recorded = { revision: 3, recorded: digests };

  it('finds nothing in a way back to what the receipt is about', () => {
    expect(compareRecord(revision({ revision: 5 }), recorded, [revision({})])).toEqual([]);
  });

  it('tells an upgrade by hand key by key', () => {
    const service = (port: number): string => `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nport: ${port}\n`;
    const before = revision({ config: { web: { port: 1 }, secrets: { key: 'a' } }, manifest: service(1) });
    const config = { web: { port: 2 }, secrets: { key: 'b' } };
    const byHand = revision({
      ...{ revision: 4, config, manifest: service(2) },
      digests: { chart: 'c', values: 'other', manifest: 'other' },
    });
    expect(compareRecord(byHand, recorded, [before, byHand])).toEqual([
      { object: 'revision 4', path: 'values web.port', live: 2, wanted: 1 },
      { object: 'revision 4', path: 'values secrets.key', live: '***', wanted: '***' },
      { object: 'recorded Service/web', path: 'port', live: 2, wanted: 1 },
    ]);
  });

  it('still tells what differs where the record that the receipt is about is gone', () => {
    const byHand = revision({ revision: 14, digests: { ...digests, values: 'other' } });
    expect(compareRecord(byHand, recorded, [byHand])).toEqual([
      { object: 'revision 14', path: 'values', live: 'other', wanted: 'v' },
    ]);
  });
});

describe('comparePods', () => {
  const labels = { 'app.kubernetes.io/component': 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } };
  const objects = [{ body: { spec: { template } } }];
  const images = { web: { reference: 'web:1', inputs: '', ids: ['sha256:a'], from: null } };
  const pod = (image: string, imageID: string, name = 'web'): V1Pod => ({
    metadata: { name: 'web-1', labels },
    spec: { containers: [{ name, image }] },
    status: { containerStatuses: [{ name, image, imageID, ready: true, restartCount: 0 }] },
  });

  const leaving = (each: V1Pod): V1Pod => ({ ...each, metadata: { ...each.metadata, deletionTimestamp: new Date() } });

  it.each([
    ['what was deployed', pod('web:1', 'sha256:a'), []],
    ['an older pod on its way out', leaving(pod('web:0', 'sha256:o')), []],
    ['a container that the cluster added', pod('proxy:1', 'sha256:p', 'proxy'), []],
    [
      'another image',
      pod('web:2', 'sha256:b'),
      [{ object: 'Pod/web-1', path: 'web.image', live: 'web:2', wanted: 'web:1' }],
    ],
    [
      'other bytes behind the same name',
      pod('web:1', 'sha256:b'),
      [{ object: 'Pod/web-1', path: 'web.imageID', live: 'sha256:b', wanted: 'sha256:a' }],
    ],
  ])('of %s', (_, running, expected) => {
    expect(comparePods([running], objects, images)).toEqual(expected);
  });
});

describe('compareSecret', () => {
  const content = { DATABASE_URL: 'url', BETTER_AUTH_SECRET: 'key' };
  const data = { DATABASE_URL: btoa('url'), BETTER_AUTH_SECRET: btoa('key') };
  const labels = { 'helm-deploy/secret': keyedHash(content) };

  it('knows the Secret that was deployed', () => {
    expect(compareSecret({ labels }, data, 's')).toEqual([]);
    expect(compareSecret({ labels: { 'helm-deploy/secret': 'none' } }, undefined, 's')).toEqual([]);
  });

  it('shows nothing of one that was changed', () => {
    const changed = compareSecret({ labels }, { ...data, DATABASE_URL: btoa('other') }, 's');
    expect(changed).toEqual([{ object: 'Secret/s', path: 'data', live: '***', wanted: '***' }]);
  });

  it('misses one that is gone', () => {
    expect(compareSecret({ labels }, undefined, 's')).toMatchObject([{ object: 'Secret/s', path: '' }]);
  });
});

it('tells of a later revision that does not serve', () => {
  const failed = revision({ revision: 4, status: 'failed' });
  expect(compareNewest(revision({}), failed)).toMatchObject([{ object: 'revision 4', live: 'failed' }]);
  expect(compareNewest(revision({}), revision({}))).toEqual([]);
});
