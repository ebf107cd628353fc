import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ClusterPlan, formatKindConfig, kindEnv } from './kind';
import { fitsNodeImage } from './kind-tool';

const plan: ClusterPlan = { name: 'b', port: 30081, image: 'node:1', compiled: true, mayRaiseLimits: true };
const config = (changes: Partial<ClusterPlan> = {}) => parse(formatKindConfig({ ...plan, ...changes }));

describe('formatKindConfig', () => {
  it('maps the port of the application to the loopback only', () => {
    expect(config().nodes[0].extraPortMappings).toEqual([
      { containerPort: 30080, hostPort: 30081, listenAddress: '127.0.0.1' },
    ]);
  });

  it('does without the network plugin of kind in a node that is made here', () => {
    expect(config().networking.disableDefaultCNI).toBe(true);
    expect(config({ compiled: false }).networking.disableDefaultCNI).toBe(false);
  });

  it('asks for no lower OOM scores where the machine refuses them', () => {
    expect(config({ mayRaiseLimits: false }).containerdConfigPatches[0]).toContain('restrict_oom_score_adj = true');
    expect(config().containerdConfigPatches[0]).toContain('restrict_oom_score_adj = false');
  });

  it('does without rivals for the lead, and without keys that take long, in a node that is made here', () => {
    const patches = config().nodes[0].kubeadmConfigPatches.map((text: string) => parse(text));
    const alone = { extraArgs: [{ name: 'leader-elect', value: 'false' }] };
    expect(patches).toContainEqual({
      kind: 'ClusterConfiguration',
      encryptionAlgorithm: 'ECDSA-P256',
      controllerManager: alone,
      scheduler: alone,
    });
    expect(config({ compiled: false }).nodes[0].kubeadmConfigPatches).toHaveLength(1);
  });

  it('reads the hosts of registries where the recipe of kind writes them', () => {
    expect(config().containerdConfigPatches[0]).toMatch(
      /\.registry\]\n {2}config_path = "\/etc\/containerd\/certs\.d"/,
    );
  });

  it('keeps the layers of images in the node', () => {
    expect(config().containerdConfigPatches[0]).toContain('discard_unpacked_layers = false');
  });
});

it('gives kind the engine with its store and a network of ours', () => {
  const carrier = { program: 'podman', version: '5', env: { CONTAINERS_CONF: '/c' }, runtime: '' } as const;
  expect(kindEnv(carrier, 'net')).toEqual({
    CONTAINERS_CONF: '/c',
    KIND_EXPERIMENTAL_PROVIDER: 'podman',
    KIND_EXPERIMENTAL_PODMAN_NETWORK: 'net',
  });
});

it.each([
  ['v0.33.0', true],
  ['v0.33.1', true],
  ['v0.30.0', false],
])('kind %s fits the node image: %s', (version, fits) => {
  expect(fitsNodeImage(version)).toBe(fits);
});
