import { describe, expect, it } from 'vitest';
import { checkCluster } from './choose-cluster';
import type { Cluster } from './cluster-file';

const kind: Cluster = {
  provider: 'kind',
  owned: true,
  context: 'kind-todo-app',
  kubeconfig: '/k/config',
  nodes: [],
  load: 'kind',
  url: null,
  engine: null,
};
const remote: Cluster = { ...kind, provider: 'other', owned: false, context: 'prod', load: 'registry' };
const wish = (context?: string): { context: string | undefined; command: string } => ({
  context,
  command: 'nx deploy chart',
});

describe('checkCluster', () => {
  it('takes a local cluster that nobody named', () => {
    expect(checkCluster(kind, wish())).toBe(kind);
  });

  it('takes a local cluster of an unknown maker, whose nodes share the images of this machine', () => {
    const orbstack: Cluster = { ...remote, context: 'orbstack', load: 'none' };
    expect(checkCluster(orbstack, wish())).toBe(orbstack);
  });

  it('refuses one that is not local and was not named, with the command that names it', () => {
    expect(() => checkCluster(remote, wish())).toThrow(
      expect.objectContaining({
        message: 'Deploy to "prod": this context is not plainly local and was not named.',
        hint: 'If you mean it: nx deploy chart --context=prod',
      }),
    );
  });

  it('takes any cluster that was named', () => {
    expect(checkCluster(remote, wish('prod'))).toBe(remote);
  });

  it('deploys to no other cluster than the one that was named', () => {
    expect(() => checkCluster(kind, wish('prod'))).toThrow(
      'Deploy to "prod": dist/tools/cluster/cluster.json is about "kind-todo-app".',
    );
  });
});
