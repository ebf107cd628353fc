import { expect, it } from 'vitest';
import type { Run } from '../../lib/run';
import type { Cluster } from '../helm-deploy/cluster-file';
import { findMissing } from './find-missing';

const digest = `sha256:${'d'.repeat(64)}`;
const manifest = `sha256:${'a'.repeat(64)}`;
const table = [
  'REF TYPE DIGEST STATUS SIZE UNPACKED',
  `docker.io/shop/api:1 application/vnd.oci.image.manifest.v1+json ${manifest} complete (3/3) 1.0 MiB/1.0 MiB true`,
  `sha256:${'b'.repeat(64)} application/vnd.oci.image.manifest.v1+json ${manifest} complete (3/3) 1.0 MiB/1.0 MiB true`,
].join('\n');

/** A node with one image, an engine with one more, and a registry that answers every question about a manifest alike. */
const runWith =
  (registry: { exitCode: number; stderr: string }): Run =>
  (argv) => {
    const line = argv.join(' ');
    const answer = line.includes('images check')
      ? { stdout: table }
      : line.includes('image inspect')
        ? { exitCode: line.includes('shop/api:engine') ? 0 : 1 }
        : line.includes('manifest inspect')
          ? registry
          : { stdout: 'podman 5' };
    return Promise.resolve({ argv, exitCode: 0, signal: null, timedOut: false, stdout: '', stderr: '', ...answer });
  };
const cluster = (load: Cluster['load']): Cluster => ({
  ...{ provider: 'kind', owned: true, context: 'c', kubeconfig: '/k', url: null, engine: null, load },
  nodes: [{ name: 'node', architecture: 'amd64' }],
});
const gone = { exitCode: 125, stderr: 'manifest unknown' };
const away = { exitCode: 125, stderr: 'dial tcp: i/o timeout' };
const there = { exitCode: 0, stderr: '' };
const pushed = `ghcr.io/me/api@${digest}`;

it.each([
  ['in the node', 'kind', ['shop/api:1'], gone, []],
  ['not in the node', 'kind', ['shop/api:2'], gone, ['shop/api:2']],
  ['not in the node but in its registry', 'kind', [pushed], there, []],
  ['not in the node, and its registry cannot be asked', 'kind', [pushed], away, [pushed]],
  ['in the registry', 'registry', [pushed], there, []],
  ['gone from the registry', 'registry', [pushed], gone, [pushed]],
  ['in a registry that only the nodes can ask', 'registry', [pushed], away, []],
  ['in the engine that the nodes share', 'none', ['shop/api:engine'], gone, []],
  ['not in the engine that the nodes share', 'none', ['shop/api:1'], gone, ['shop/api:1']],
] as const)('an image that is %s', async (_, load, references, registry, missing) => {
  expect(await findMissing(runWith(registry), '/nowhere', cluster(load), references)).toEqual(missing);
});
