import { describe, expect, it } from 'vitest';
import { buildLabels, compareFingerprint, rendersLabel, takeFingerprint, type Ingredients } from './fingerprint';

const ingredients: Ingredients = {
  chart: [{ path: 'Chart.yaml', kind: 'file', sha256: 'a' }],
  layers: [{ backend: { replicas: 1, resources: {} } }, {}],
  images: [{ key: 'backend', reference: { repository: 'a/b', tag: '1', digest: '' } }],
  secret: { checksum: 'c' },
  helm: '4.3.1',
};
const live = takeFingerprint(ingredients);

it('keeps each part in a label that Kubernetes takes', () => {
  for (const [name, value] of Object.entries(live)) {
    expect(name).toMatch(/^helm-deploy\/[\w.-]{1,63}$/);
    expect(value).toMatch(/^[\w.-]{1,63}$/);
  }
});

describe('compareFingerprint', () => {
  it('finds no difference where there is none, whatever the order of the keys', () => {
    const layers = [{ backend: { resources: {}, replicas: 1 } }, {}];
    expect(compareFingerprint(takeFingerprint({ ...ingredients, layers }), live)).toEqual([]);
  });

  it('takes another patch of the same Helm for the same', () => {
    expect(compareFingerprint(takeFingerprint({ ...ingredients, helm: '4.9.0' }), live)).toEqual([]);
  });

  it.each<[Partial<Ingredients>, unknown]>([
    [{ chart: [{ path: 'Chart.yaml', kind: 'file', sha256: 'b' }] }, { kind: 'chart' }],
    [{ layers: [{ backend: { replicas: 2, resources: {} } }, {}] }, { kind: 'values' }],
    [{ layers: [{ backend: { replicas: null, resources: {} } }, {}] }, { kind: 'values' }],
    [{ secret: { checksum: 'd' } }, { kind: 'secret' }],
    [{ secret: undefined }, { kind: 'secret' }],
    [{ helm: '3.21.4' }, { kind: 'helm' }],
    [{ images: [] }, { kind: 'image', component: 'backend' }],
    [
      { images: [{ key: 'backend', reference: { repository: 'a/b', tag: '2', digest: '' } }] },
      { kind: 'image', component: 'backend' },
    ],
  ])('finds %j', (change, part) => {
    expect(compareFingerprint(takeFingerprint({ ...ingredients, ...change }), live)).toEqual([part]);
  });

  it('tells a release without any fingerprint', () => {
    expect(compareFingerprint(live, { owner: 'helm', name: 'todo-app', version: '1' })).toBeUndefined();
  });
});

describe('buildLabels', () => {
  it('removes what the release has no more, and says how the chart renders', () => {
    const labels = buildLabels(takeFingerprint({ ...ingredients, images: [] }), false, { ...live, owner: 'helm' });
    expect(labels).toMatchObject({ 'helm-deploy/image.backend': 'null', [rendersLabel]: 'differently' });
    expect(labels).not.toHaveProperty('owner');
  });
});
