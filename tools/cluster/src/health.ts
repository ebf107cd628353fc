/** The parts of a Pod object that tell whether it is healthy. */
export interface PodObject {
  metadata: { name: string; namespace: string; deletionTimestamp?: string };
  status: {
    phase: string;
    reason?: string;
    message?: string;
    conditions?: { type: string; status: string; message?: string }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

interface ContainerStatus {
  name: string;
  ready: boolean;
  restartCount: number;
  state: {
    waiting?: { reason?: string; message?: string };
    terminated?: { reason?: string; exitCode: number };
    running?: object;
  };
}

/** What is said of one pod; `log` is the API's path to the log that explains it, with its query begun. */
export interface PodVerdict {
  name: string;
  healthy: boolean;
  reason: string;
  log: string | undefined;
}

/** The verdict on each pod, sorted by name; pods that ended well or are on their way out are left out. */
export function judgePods(pods: readonly PodObject[]): PodVerdict[] {
  return pods
    .filter(({ metadata, status }) => status.phase !== 'Succeeded' && !metadata.deletionTimestamp)
    .map(judgePod)
    .sort((one, other) => one.name.localeCompare(other.name));
}

function judgePod({ metadata, status }: PodObject): PodVerdict {
  const name = `${metadata.namespace}/${metadata.name}`;
  if (status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
    return { name, healthy: true, reason: 'ready', log: undefined };
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const culprit =
    containers.find(({ state }) => state.waiting) ?? containers.find(({ ready, state }) => !ready && !isDone(state));
  if (!culprit) return { name, healthy: false, reason: describePod(status), log: undefined };
  return { name, healthy: false, reason: describeContainer(culprit), log: logPath(metadata, culprit) };
}

const isDone = ({ terminated }: ContainerStatus['state']): boolean => terminated?.exitCode === 0;

function describePod({ phase, reason, message, conditions }: PodObject['status']): string {
  const unscheduled = conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False')?.message;
  return [phase, reason, message ?? unscheduled].filter(Boolean).join(': ');
}

function describeContainer({ name, restartCount, state }: ContainerStatus): string {
  const restarts = restartCount > 0 ? `, ${restartCount} restarts` : '';
  const word =
    state.waiting?.reason ??
    (state.terminated ? `ended with exit code ${state.terminated.exitCode}` : 'runs, but is not ready');
  return `container ${name}: ${word}${restarts}`;
}

/** A container that waits to be started again has said why in its life before. */
function logPath(
  { namespace, name }: PodObject['metadata'],
  { name: container, restartCount, state }: ContainerStatus,
): string {
  const previous = state.waiting && restartCount > 0;
  return `/api/v1/namespaces/${namespace}/pods/${name}/log?container=${container}${previous ? '&previous=true' : ''}`;
}
