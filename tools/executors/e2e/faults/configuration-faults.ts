import type { KubernetesObject } from '@kubernetes/client-node';
import type { Fault } from './fault';

const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'nope' } };
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nope' } };

/**
 * What a pod wants and does not find, or may not be. A deploy that finds a Secret or ConfigMap missing is refused, so
 * here they go missing under its hands.
 */
export const configurationFaults: readonly Fault[] = [
  {
    name: 'missing-secret',
    values: { backend: { container: { envFrom: [{ secretRef: { name: 'nope' } }] } } },
    beforehand: [secret],
    meanwhile: (lane) => lane.delete(secret),
    code: 'config-missing',
    cause: /container "backend" wants the Secret "nope", which is not there/,
  },
  {
    name: 'missing-key',
    values: {
      backend: {
        container: { env: [{ name: 'NOPE', valueFrom: { secretKeyRef: { name: 'nope', key: 'NOPE' } } }] },
      },
    },
    beforehand: [{ ...secret, stringData: { NOPE: 'there' } } as KubernetesObject],
    meanwhile: (lane) => lane.patch({ ...secret, data: { NOPE: null } } as KubernetesObject),
    code: 'config-missing',
    cause: /container "backend" wants the key NOPE of Secret "nope", which is not there/,
    isQuick: true,
  },
  {
    name: 'missing-config-map',
    values: { backend: { container: { envFrom: [{ configMapRef: { name: 'nope' } }] } } },
    beforehand: [configMap],
    meanwhile: (lane) => lane.delete(configMap),
    code: 'config-missing',
    cause: /container "backend" wants the ConfigMap "nope", which is not there/,
  },
  {
    name: 'missing-volume',
    values: {
      backend: {
        pod: { volumes: [{ name: 'settings', configMap: { name: 'nope' } }] },
        container: { volumeMounts: [{ name: 'settings', mountPath: '/settings' }] },
      },
    },
    beforehand: [configMap],
    meanwhile: (lane) => lane.delete(configMap),
    code: 'volume-missing',
    cause: /backend: waits for a volume: .*configmap "nope" not found/,
  },
  {
    name: 'runs-as-root',
    values: { backend: { pod: { securityContext: { runAsUser: 0 } } } },
    code: 'config-missing',
    cause: /container "backend" would run as root, which its pod forbids/,
    podSecurity: 'privileged',
  },
  {
    name: 'refused-pod',
    values: { backend: { container: { securityContext: { allowPrivilegeEscalation: true } } } },
    code: 'refused',
    cause:
      /backend.*(violates PodSecurity "restricted:latest"|\(Pod Security restricted:latest\)).*allowPrivilegeEscalation/,
    isForeseen: true,
    isQuick: true,
  },
  {
    name: 'missing-account',
    values: { backend: { pod: { serviceAccountName: 'nope' } } },
    code: 'refused',
    cause: /backend: gets no pod: .*serviceaccount "nope" not found/,
  },
];
