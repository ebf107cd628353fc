import type { Code, Finding } from './finding';

/** Where the release lives, for commands that a person can type. */
export interface Place {
  namespace: string;
  release: string;
  /** The command that deploys again. */
  command: string;
}

const advice: Record<Code, (finding: Finding, place: Place) => string> = {
  'image-missing': () => 'Correct the image in the values, or build it: nx run-many -t container.',
  'image-refused': (_, { namespace }) =>
    "The registry wants a login, or the image's name is wrong. For a login: " +
    `kubectl -n ${namespace} create secret docker-registry registry-credentials --docker-server=… --docker-username=… --docker-password=…, ` +
    'and imagePullSecrets: [registry-credentials] in the values.',
  'image-unreachable': () => "Check the image's name and the network of the node, or load the image from this machine.",
  'config-missing': ({ cause }, { namespace }) =>
    /as root/.test(cause)
      ? 'Give the image a user that is not root, or name one: securityContext.runAsUser in the values.'
      : `Add it (kubectl -n ${namespace} edit secret …), or correct the values that ask for it.`,
  'volume-missing': () => 'Correct the name of the volume, Secret or ConfigMap in the values.',
  'cannot-start': () => "Correct the command of the container, or build the image for the node's processor.",
  crash: () => 'The log says why. Mend it and deploy again.',
  'out-of-memory': ({ component }) => `Raise ${component}.resources.limits.memory in the values.`,
  'migration-failed': () => 'The log of the migration says why. Nothing of the old version was replaced.',
  'migration-unfinished': () =>
    'The log of the migration shows what it waits for. Nothing of the old version was replaced.',
  'never-started': () => 'The log shows how far it got. Raise the startup probe only if it is merely slow.',
  'never-ready': () => 'The log shows what it waits for.',
  'not-alive': () =>
    'The log shows why it does not answer. Give a slow start a startup probe, not a lazier liveness probe.',
  evicted: ({ component, cause }) =>
    /ephemeral/i.test(cause)
      ? `It wrote more than it may. Raise ${component}.resources.limits.ephemeral-storage in the values, or write less.`
      : 'See what the node is short of: nx status cluster',
  unschedulable: ({ component, cause }, { namespace }) => {
    if (/persistentvolumeclaim/i.test(cause))
      return `See why its volume is not made: kubectl -n ${namespace} describe pvc. The cluster needs a StorageClass whose provisioner runs.`;
    if (/node\.kubernetes\.io\/(not-ready|unreachable)/.test(cause))
      return 'See why the node is not ready: nx status cluster';
    if (/node\.kubernetes\.io\/disk-pressure/.test(cause)) return 'Make room on the disk of the node.';
    return `Lower ${component}.resources.requests in the values, or give the cluster more room.`;
  },
  refused: () => "Change what the message names: the pod's security settings, or the quota of the namespace.",
  stalled: (_, { namespace }) => `Look at: kubectl -n ${namespace} describe pods`,
};

/** What to do about a finding, in one sentence. Pure. */
export function advise(finding: Finding, place: Place): string {
  return advice[finding.code](finding, place);
}
