import { describe, expect, it } from 'vitest';
import { checkDrift, describeDrift, findDrift } from './drift';

const deployment = (replicas: number, image: string, extra: object = {}): object => ({
  metadata: { name: 'todo-app-backend', resourceVersion: String(replicas), generation: replicas, ...extra },
  spec: { replicas, template: { spec: { containers: [{ name: 'backend', image }] } } },
  status: { replicas },
});
const named = { kind: 'Deployment', name: 'todo-app-backend' };

describe('findDrift', () => {
  it('is silent about what the server keeps for itself', () => {
    const live = { ...deployment(1, 'a'), status: { replicas: 0 } };
    const applied = deployment(1, 'a', { managedFields: [{}], resourceVersion: '9' });
    expect(findDrift([{ ...named, live, applied }])).toEqual([]);
  });

  it('names each field, a container by its name', () => {
    const drift = findDrift([{ ...named, live: deployment(3, 'b'), applied: deployment(1, 'a') }]);
    expect(drift.map(describeDrift)).toEqual([
      'Deployment/todo-app-backend spec.replicas: 3 by hand, 1 in the release',
      'Deployment/todo-app-backend spec.template.spec.containers.backend.image: b by hand, a in the release',
    ]);
  });

  it('names an object that was deleted', () => {
    const drift = findDrift([{ kind: 'Service', name: 'backend-svc', live: undefined, applied: {} }]);
    expect(drift.map(describeDrift)).toEqual(['Service/backend-svc is not there']);
  });

  it('shows nothing of a Secret', () => {
    const secret = { kind: 'Secret', name: 'todo-app-secrets' };
    const drift = findDrift([
      { ...secret, live: { data: { KEY: 'bGl2ZQ==' } }, applied: { data: { KEY: 'd2FudGVk' } } },
    ]);
    expect(drift.map(describeDrift)).toEqual(['Secret/todo-app-secrets data.KEY: *** by hand, *** in the release']);
  });
});

describe('checkDrift', () => {
  const drift = [{ object: 'Service/x', path: '', live: undefined, wanted: {} }];
  it('is in the way only of those who said so', () => {
    const settings = { command: 'nx deploy chart', release: 'todo-app' };
    expect(checkDrift({ ...settings, drift: 'repair' }, drift)).toEqual([]);
    expect(checkDrift({ ...settings, drift: 'refuse' }, [])).toEqual([]);
    expect(checkDrift({ ...settings, drift: 'refuse' }, drift)[0]?.message).toBe(
      '"todo-app" was changed by hand: Service/x is not there.',
    );
  });
});
