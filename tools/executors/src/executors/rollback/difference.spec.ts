import { expect, it } from 'vitest';
import type { KnownRevision } from '../../release/revisions';
import { describeDifference } from './difference';

const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n';
const job = '---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: sweep }\n';
const images = (tag: string) => ({ web: { reference: `web:${tag}` }, api: { reference: 'api:1' } });

it('names what changes, and only that', () => {
  const from = {
    ...{ config: { web: { replicas: 2, image: { tag: '2' } }, secrets: { checksum: 'b' } }, manifest: service + job },
    ...{ files: { web: { 'web/a.ts': '2', 'web/b.ts': '1' } }, labels: { 'helm-deploy/secret': 'b' } },
    receipt: { commit: 'b'.repeat(40), images: images('2') },
  } as unknown as KnownRevision;
  const to = {
    ...{ config: { web: { replicas: 1, image: { tag: '1' } }, secrets: { checksum: 'a' } }, manifest: service },
    ...{ files: { web: { 'web/a.ts': '1', 'web/b.ts': '1' } }, labels: { 'helm-deploy/secret': 'a' } },
    receipt: { commit: 'a'.repeat(40), images: images('1') },
  } as unknown as KnownRevision;
  expect(describeDifference(from, to)).toEqual([
    'commit: aaaaaaaaaaaa instead of bbbbbbbbbbbb',
    'web image: web:1 instead of web:2',
    'values: web.replicas',
    'files of web: web/a.ts',
    'goes: Job/sweep',
    'secret: it has changed since; the one of today stays',
  ]);
  expect(describeDifference(from, from)).toEqual([]);
});
