import { basename } from 'node:path';
import { stringify } from 'yaml';
import type { Carrier } from './engine';
import type { Paths } from './paths';
import { versions } from './versions';

/** One cluster of ours, fully decided. */
export interface ClusterPlan {
  /** kind's name for it; the node is `<name>-control-plane`, the context `kind-<name>`. */
  name: string;
  /** The port of this machine's loopback where the NodePort 30080 answers. */
  port: number;
  image: string;
  /** Whether the image is made here, without kind's own network plugin. */
  compiled: boolean;
  /** False where the machine refuses lower OOM scores, which containerd then must not ask for. */
  mayRaiseLimits: boolean;
}

export const defaultName = 'todo-app';
export const nodeName = (name: string): string => `${name}-control-plane`;
export const contextName = (name: string): string => `kind-${name}`;
/** A network of our own for each store, so that removing it touches nobody else's. */
export const networkName = ({ runtime }: Pick<Paths, 'runtime'>): string => basename(runtime);
/** The port of the node where frontend-svc answers. */
export const nodePort = 30080;

/** The environment for kind: the engine's own, and which engine and network to use. */
export function kindEnv({ program, env }: Carrier, network: string): Record<string, string> {
  const variable = `KIND_EXPERIMENTAL_${program.toUpperCase()}_NETWORK`;
  return { ...env, KIND_EXPERIMENTAL_PROVIDER: program, [variable]: network };
}

/** kind's configuration for a plan, as YAML. */
export function formatKindConfig(plan: ClusterPlan): string {
  return stringify({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: plan.name,
    networking: { apiServerAddress: '127.0.0.1', disableDefaultCNI: plan.compiled },
    containerdConfigPatches: [formatContainerdPatch(plan)],
    nodes: [
      {
        role: 'control-plane',
        image: plan.image,
        extraPortMappings: [{ containerPort: nodePort, hostPort: plan.port, listenAddress: '127.0.0.1' }],
        kubeadmConfigPatches: formatKubeadmPatches(plan),
      },
    ],
  });
}

function formatKubeadmPatches({ compiled }: ClusterPlan): string[] {
  const kubelet = { kind: 'KubeletConfiguration', failCgroupV1: false };
  // there is one of each, so no lease of an earlier life has to run out before it works
  const alone = { extraArgs: [{ name: 'leader-elect', value: 'false' }] };
  const cluster = {
    kind: 'ClusterConfiguration',
    // RSA would take seconds for the sixteen keys
    encryptionAlgorithm: 'ECDSA-P256',
    controllerManager: alone,
    scheduler: alone,
  };
  return (compiled ? [kubelet, cluster] : [kubelet]).map((patch) => stringify(patch, { aliasDuplicateObjects: false }));
}

function formatContainerdPatch({ compiled, mayRaiseLimits }: ClusterPlan): string {
  return [
    '[plugins."io.containerd.grpc.v1.cri"]',
    `  restrict_oom_score_adj = ${!mayRaiseLimits}`,
    ...(compiled ? [`  sandbox_image = "registry.k8s.io/pause:${versions.pause}"`] : []),
    // kind's own node image has it so, and its recipe for a local registry relies on it
    '[plugins."io.containerd.grpc.v1.cri".registry]',
    '  config_path = "/etc/containerd/certs.d"',
    '[plugins."io.containerd.grpc.v1.cri".containerd]',
    // the layers stay in the node, so that a later load may send only those that it lacks
    '  discard_unpacked_layers = false',
    '',
  ].join('\n');
}
