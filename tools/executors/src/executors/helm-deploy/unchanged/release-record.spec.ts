import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { digestRecord, findOrigin, parseRecord } from './release-record';

const pack = (release: unknown): string =>
  Buffer.from(gzipSync(JSON.stringify(release)).toString('base64')).toString('base64');

it('reads what Helm keeps', () => {
  const release = {
    version: 3,
    info: { last_deployed: '2026-01-02T03:04:05Z' },
    config: { a: 1 },
    manifest: '---\nkind: Service',
  };
  expect(parseRecord({ metadata: { labels: { status: 'deployed' } }, data: { release: pack(release) } })).toEqual({
    revision: 3,
    labels: { status: 'deployed' },
    deployedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    config: { a: 1 },
    manifest: '---\nkind: Service',
  });
});

it.each([[{}], [{ data: {} }], [{ data: { release: 'bm90IHBhY2tlZA==' } }]])('reads nothing of %j', (secret) => {
  expect(parseRecord(secret)).toBeUndefined();
});

it('tells one content from another, in whatever order its keys are', () => {
  const digest = (release: object) =>
    digestRecord({ data: { release: pack({ info: {}, manifest: 'm', ...release }) } });
  const one = digest({ version: 1, config: { a: 1, b: 2 }, chart: { files: [] } });
  expect(digest({ version: 2, config: { b: 2, a: 1 }, chart: { files: [] } })).toEqual(one);
  expect(digest({ config: { a: 2 }, chart: { files: [] } })).toEqual({
    ...one,
    values: expect.not.stringContaining(one.values),
  });
  expect(digest({ config: { a: 1, b: 2 }, chart: {} })).toMatchObject({ values: one.values, manifest: one.manifest });
  expect(digest({ config: { a: 1, b: 2 }, chart: {} }).chart).not.toBe(one.chart);
  expect(digestRecord({})).toEqual({ chart: '', values: '', manifest: '' });
});

it('follows ways back to where a content was made, as far as they are kept', () => {
  const secret = (version: number, description: string) => ({
    metadata: { labels: { version: `${version}` } },
    data: { release: pack({ version, info: { description }, manifest: '' }) },
  });
  const secrets = [secret(3, 'Upgrade complete'), secret(5, 'Rollback to 3'), secret(7, 'Rollback to 5')];
  const origins = (kept: typeof secrets) => secrets.map((each) => findOrigin(parseRecord(each) as never, kept));
  expect(origins(secrets)).toEqual([3, 3, 3]);
  expect(origins([])).toEqual([3, 3, 5]);
});
