import { describe, expect, it } from 'vitest';
import { parseValues } from '../values';
import type { Prepared } from '../prepare';
import { describeStanding, listChanged, listChangedValues } from './reasons';

const text = 'backend:\n  replicas: 2\n';
const local = { name: 'values/local.yaml', text: '', ...parseValues(text, 'values/local.yaml') };
const reference = { repository: 'a/frontend', tag: 'new', digest: '' };
const prepared = {
  standing: {
    kind: 'changed',
    parts: [{ kind: 'image', component: 'frontend' }, { kind: 'values' }, { kind: 'chart' }],
    drift: [{ object: 'Service/x', path: '', live: undefined, wanted: {} }],
    others: ['backend is 0/1 ready'],
  },
  plan: { defaults: {}, images: [{ key: 'frontend', reference }], secret: undefined },
  live: { record: { config: { backend: { replicas: 1 }, frontend: { image: { tag: 'old' } } } }, images: [] },
  local: { baseFiles: [local], files: [] },
} as unknown as Prepared;

describe('describeStanding', () => {
  it('names every reason', () => {
    const now = { frontend: { 'apps/frontend/a.ts': '1', 'apps/frontend/b.ts': '1' }, chart: { 'chart/x.yaml': '2' } };
    const before = {
      frontend: { 'apps/frontend/c.ts': '1', 'apps/frontend/b.ts': '2' },
      chart: { 'chart/x.yaml': '1' },
    };
    expect(describeStanding(prepared, { now, before }, 0)).toEqual([
      'frontend image: apps/frontend/a.ts and 2 more',
      'values: values/local.yaml: backend.replicas',
      'chart: chart/x.yaml',
      'backend is 0/1 ready',
      'Service/x is not there',
    ]);
  });

  it('names the images where nobody remembers their files', () => {
    expect(describeStanding(prepared, { now: {}, before: {} }, 0)[0]).toBe(
      'frontend image: a/frontend:new instead of none',
    );
  });
});

it('finds new, other and lost files', () => {
  expect(listChanged({ a: '1', b: '1', c: '1' }, { b: '2', c: '1', d: '1' })).toEqual(['a', 'b', 'd']);
});

describe('listChangedValues', () => {
  const plan = { defaults: {}, images: [{ key: 'backend' }] } as unknown as Prepared['plan'];
  const files = (yaml: string): Parameters<typeof listChangedValues>[2] => ({
    baseFiles: [{ name: 'v.yaml', text: '', ...parseValues(yaml, 'v.yaml') }],
    files: [],
  });

  it('names a value that was taken away', () => {
    expect(listChangedValues({ a: { b: 1 } }, plan, files('c: 2\n'))).toEqual(['a.b', 'v.yaml: c']);
  });

  it('leaves out what the executor itself chooses', () => {
    expect(
      listChangedValues({ backend: { image: { tag: 'x' } }, secrets: { checksum: 'y' } }, plan, files('{}')),
    ).toEqual([]);
  });
});
