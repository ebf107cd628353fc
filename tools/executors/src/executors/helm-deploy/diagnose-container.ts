import type { CoreV1Event, V1ContainerStateTerminated, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { shorten, type DiagnosisContext, type PodFinding } from './finding';
import { isPassing, passingSeconds } from './passing';
import { timeOf, type Workload } from './rollout';

/**
 * Since when everything that the Deployments may depend on (the StatefulSets of the release) is ready, in
 * milliseconds since 1970; Infinity while something is not. Pure.
 */
export function findDependenciesReady(workloads: readonly Workload[]): number {
  const sets = workloads.filter(({ kind }) => kind === 'StatefulSet');
  if (sets.some(({ isDone }) => !isDone)) return Infinity;
  const times = sets
    .flatMap(({ pods }) => pods)
    .map(({ status }) => timeOf(status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime));
  return Math.max(0, ...times);
}

const isFinalStart = /executable file not found|no such file or directory|exec format error|permission denied/i;

/** A container that waits for its image or its configuration, or cannot be made. Pure. */
export function diagnoseWaiting(
  pod: V1Pod,
  status: V1ContainerStatus,
  context: DiagnosisContext,
): PodFinding | undefined {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  const rest = { pod: pod.metadata?.name, container: status.name, log: undefined };
  if (/^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName|ImageInspectError)$/.test(reason)) {
    return { ...rest, ...diagnosePull(reason, message, status.image, context) };
  }
  if (reason === 'CreateContainerConfigError') {
    const patienceSeconds = isPassing(message) || /timed out/i.test(message) ? passingSeconds : 0;
    return { ...rest, code: 'config-missing', cause: describeConfig(message), patienceSeconds };
  }
  if (/^(CreateContainerError|RunContainerError|StartError|ContainerCannotRun)$/.test(reason)) {
    return {
      ...rest,
      code: 'cannot-start',
      cause: describeStart(message),
      patienceSeconds: isFinalStart.test(message) ? 0 : 5,
    };
  }
  return undefined;
}

function diagnosePull(
  reason: string,
  message: string,
  image: string,
  { isLocalOnly }: DiagnosisContext,
): Pick<PodFinding, 'code' | 'cause' | 'patienceSeconds'> {
  const isRefused = /denied|unauthorized|forbidden|authentication required|authorization failed|insufficient_scope/i;
  const isFinal = /not found|manifest unknown|does not exist|invalid reference/i;
  if (reason === 'ErrImageNeverPull' || reason === 'InvalidImageName' || isLocalOnly(image)) {
    return {
      code: 'image-missing',
      cause: `image ${image} is not in the node and cannot be pulled`,
      patienceSeconds: 0,
    };
  }
  if (isRefused.test(message) || /: 40[13]\b/.test(message)) {
    return {
      code: 'image-refused',
      cause: `image ${image} is refused by its registry: ${pullReason(message)}`,
      patienceSeconds: 0,
    };
  }
  if (isFinal.test(message)) {
    return {
      code: 'image-missing',
      cause: `image ${image} cannot be pulled: ${pullReason(message)}`,
      patienceSeconds: 0,
    };
  }
  const isNetwork =
    /no such host|server misbehaving|connection refused|network is unreachable|no route to host|i\/o timeout|Temporary failure/i;
  return {
    code: 'image-unreachable',
    cause: `image ${image} is not in the node and its registry does not answer: ${pullReason(message)}`,
    patienceSeconds: isNetwork.test(message) ? 12 : 90,
  };
}

/** A migration that gives up after so long has waited for what it needs by itself; it gets no second try. */
const ownPatienceSeconds = 30;

/** A container that ended when it should not have. Pure. */
export function diagnoseTermination(
  pod: V1Pod,
  status: V1ContainerStatus,
  isInit: boolean,
  events: readonly CoreV1Event[],
  { allowedRestarts }: DiagnosisContext,
  dependenciesReady: number,
): PodFinding | undefined {
  const current = status.state?.terminated;
  const last = current ?? status.lastState?.terminated;
  if (!last || (isInit && last.exitCode === 0)) return undefined;
  const isDown = current !== undefined || status.state?.waiting?.reason === 'CrashLoopBackOff';
  const failures = status.restartCount + (isDown ? 1 : 0);
  const probe = findProbeKill(status.name, events);
  const blamesDependency = timeOf(last.startedAt) < dependenciesReady;
  const hadItsTime = isInit && timeOf(last.finishedAt) - timeOf(last.startedAt) >= ownPatienceSeconds * 1000;
  const isHopeless =
    !blamesDependency && (hadItsTime || failures > allowedRestarts || (probe !== undefined && last.exitCode !== 0));
  const limit = pod.spec?.containers.find(({ name }) => name === status.name)?.resources?.limits?.['memory'];
  return {
    ...describeEnd(last, isInit, probe, limit),
    pod: pod.metadata?.name,
    container: status.name,
    patienceSeconds: isHopeless ? 0 : Infinity,
    log: { container: status.name, previous: current === undefined },
  };
}

function describeEnd(
  { exitCode, reason, signal, message }: V1ContainerStateTerminated,
  isInit: boolean,
  probe: string | undefined,
  limit: string | undefined,
): Pick<PodFinding, 'code' | 'cause'> {
  if (reason === 'OOMKilled') {
    return { code: 'out-of-memory', cause: `needs more memory than its limit${limit ? ` of ${limit}` : ''}` };
  }
  if (reason === 'StartError' || reason === 'ContainerCannotRun') {
    return { code: 'cannot-start', cause: describeStart(message ?? '') };
  }
  if (probe) return { code: 'never-started', cause: `did not start in time: ${probe}` };
  const how = signal ? `was ended by signal ${signal}` : `ended with exit code ${exitCode}`;
  return isInit ? { code: 'migration-failed', cause: how } : { code: 'crash', cause: how };
}

/** The answer of the startup probe for whose sake the kubelet ended a container. */
function findProbeKill(container: string, events: readonly CoreV1Event[]): string | undefined {
  const isKill = /failed startup probe/i;
  if (
    !events.some(
      ({ reason, message }) => reason === 'Killing' && isKill.test(message ?? '') && message?.includes(container),
    )
  ) {
    return undefined;
  }
  const answer = events.filter(({ message }) => message?.startsWith('Startup probe failed')).at(-1)?.message;
  return shorten(answer ?? 'its startup probe failed');
}

function describeConfig(message: string): string {
  const key = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/.exec(message);
  if (key) return `wants the key ${key[1]} of ${key[2]} "${key[3]?.split('/').at(-1)}", which is not there`;
  const absent = /^(secret|configmap) "([^"]+)" not found/i.exec(message);
  if (absent) return `wants the ${absent[1] === 'secret' ? 'Secret' : 'ConfigMap'} "${absent[2]}", which is not there`;
  return `has a wrong configuration: ${shorten(message)}`;
}

/** The runtime's own words, without the layers that handed them on. */
function describeStart(message: string): string {
  const inner = /unable to start container process: (.*)/.exec(message)?.[1] ?? message;
  return `cannot start: ${shorten(inner)}`;
}

/** The innermost reason of a failed pull: the outer ones repeat the image's name. */
function pullReason(message: string): string {
  return shorten(message.split(': ').slice(-3).join(': '));
}
