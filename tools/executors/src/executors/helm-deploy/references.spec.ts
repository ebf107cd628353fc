import { describe, expect, it } from 'vitest';
import { listReferences } from './references';

const tell = (spec: Record<string, unknown>): string[] =>
  listReferences(spec).map(
    ({ kind, name, key = '*', place, variable = '' }) => `${place} ${variable}: ${kind}/${name} ${key}`,
  );
const inContainer = (body: object): string[] => tell({ containers: [{ name: 'api', ...body }] });
const inVolume = (body: object): string[] => tell({ volumes: [{ name: 'files', ...body }] });

describe('a pod refers to', () => {
  it('keys, by its variables', () => {
    const env = [
      { name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'a' } } },
      { name: 'B', valueFrom: { configMapKeyRef: { name: 'c', key: 'b' } } },
      { name: 'C', value: 'plain' },
      { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ];
    expect(inContainer({ env })).toEqual(['container "api" A: Secret/s a', 'container "api" B: ConfigMap/c b']);
  });

  it('whole objects, for all their variables', () => {
    const envFrom = [{ secretRef: { name: 's' } }, { prefix: 'X_', configMapRef: { name: 'c' } }];
    expect(inContainer({ envFrom })).toEqual(['container "api" : Secret/s *', 'container "api" : ConfigMap/c *']);
  });

  it('objects and keys, by its volumes', () => {
    expect([
      ...inVolume({ secret: { secretName: 's' } }),
      ...inVolume({ configMap: { name: 'c', items: [{ key: 'a' }, { key: 'b' }] } }),
      ...inVolume({ emptyDir: {} }),
    ]).toEqual(['volume "files" : Secret/s *', 'volume "files" : ConfigMap/c a', 'volume "files" : ConfigMap/c b']);
  });

  it('what a projected volume puts together', () => {
    const sources = [
      { secret: { name: 's', items: [{ key: 'a' }] } },
      { configMap: { name: 'c' } },
      { serviceAccountToken: { path: 'token' } },
    ];
    expect(inVolume({ projected: { sources } })).toEqual([
      'volume "files" : Secret/s a',
      'volume "files" : ConfigMap/c *',
    ]);
  });

  it('what its init containers and sidecars want', () => {
    const envFrom = [{ secretRef: { name: 's' } }];
    const initContainers = [
      { name: 'migrate', envFrom },
      { name: 'proxy', restartPolicy: 'Always', envFrom },
    ];
    expect(tell({ initContainers })).toEqual(['init container "migrate" : Secret/s *', 'sidecar "proxy" : Secret/s *']);
  });
});

it('does not count what is optional, or only a hint', () => {
  const optional = true;
  const container = {
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'a', optional } } }],
    envFrom: [{ secretRef: { name: 's', optional } }],
  };
  const sources = [{ configMap: { name: 'c', optional } }];
  expect([
    ...inContainer(container),
    ...inVolume({ secret: { secretName: 's', optional } }),
    ...inVolume({ projected: { sources } }),
    ...tell({ imagePullSecrets: [{ name: 'registry' }] }),
  ]).toEqual([]);
});
