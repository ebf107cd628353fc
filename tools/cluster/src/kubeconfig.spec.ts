import { describe, expect, it } from 'vitest';
import { type OwnCluster, writeCluster } from './cluster-file';
import { kubeconfig } from './kubeconfig';
import { writeOwnRecord } from './own-record';
import { makeWorld } from './testing/world';

const cluster = (path: string): OwnCluster => ({
  provider: 'kind',
  owned: true,
  context: 'kind-todo-app',
  kubeconfig: path,
  nodes: [],
  load: 'kind',
  url: 'http://127.0.0.1:30080',
  engine: null,
});

describe('kubeconfig', () => {
  it('prints the path of the cluster in use', () => {
    const { context } = makeWorld();
    writeCluster(context.paths, cluster('/k'));
    expect(kubeconfig({ export: false }, context)).toBe('/k');
  });

  it('prints a line that a shell reads back as the same path', async () => {
    const { context, stub } = makeWorld();
    const path = "/home/o'neil/my config";
    writeCluster(context.paths, cluster(path));
    stub('bash', 'exec bash "$@"');
    const { stdout } = await context.run([
      'bash',
      '-c',
      `${kubeconfig({ export: true }, context)}; printf %s "$KUBECONFIG"`,
    ]);
    expect(stdout).toBe(path);
  });

  it('finds a cluster of ours by its name', () => {
    const { context } = makeWorld();
    writeOwnRecord(context.paths, 'b', cluster('/b'));
    expect(kubeconfig({ cluster: 'b', export: false }, context)).toBe('/b');
  });

  it('says what to run where there is none', () => {
    const { context } = makeWorld();
    expect(() => kubeconfig({ export: false }, context)).toThrow(/no cluster yet/);
  });
});
