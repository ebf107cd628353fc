import type { V1PersistentVolumeClaim, V1ResourceQuota } from '@kubernetes/client-node';
import type { Fault } from './fault';

/** Has room for the pod that serves, and for no other. */
const smallQuota: V1ResourceQuota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'small' },
  spec: { hard: { pods: '1' } },
};

/** Made by hand; that of a claim in the chart would be missed beforehand. */
const claim: V1PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'files' },
  spec: { storageClassName: 'nope', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
};

/** What keeps a pod from a node, or takes it away. */
export const placementFaults: readonly Fault[] = [
  {
    name: 'unschedulable',
    values: { backend: { requests: { cpu: '512' } } },
    code: 'unschedulable',
    cause: /backend: fits on no node: .*Insufficient cpu/,
  },
  {
    name: 'wrong-node',
    values: { backend: { pod: { nodeSelector: { disk: 'ssd' } } } },
    code: 'unschedulable',
    cause: /backend: fits on no node: .*didn't match Pod's node affinity\/selector/,
  },
  {
    name: 'unbound-volume',
    values: {
      backend: {
        pod: { volumes: [{ name: 'files', persistentVolumeClaim: { claimName: 'files' } }] },
        container: { volumeMounts: [{ name: 'files', mountPath: '/files' }] },
      },
    },
    beforehand: [claim],
    code: 'unschedulable',
    cause: /backend: fits on no node: .*PersistentVolumeClaims.*"nope" not found/,
  },
  {
    name: 'quota-full',
    values: { backend: { requests: { cpu: '11m' } } },
    beforehand: [smallQuota],
    code: 'refused',
    cause: /backend: gets no pod: .*exceeded quota: small/,
  },
  {
    name: 'evicted',
    values: {
      backend: {
        program: "import time; print(('x' * 99 + '\\n') * 200_000); time.sleep(600)",
        limits: { 'ephemeral-storage': '1Mi' },
      },
    },
    code: 'evicted',
    cause: /backend: was removed by its node \(Evicted\): .*ephemeral/,
  },
];
