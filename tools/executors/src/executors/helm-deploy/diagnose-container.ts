import type { V1ContainerStateTerminated, V1ContainerStatus } from '@kubernetes/client-node';
import { shorten, type DiagnosisContext, type PodFacts, type PodFinding } from './finding';
import { isPassing, passingSeconds } from './passing';
import { findProbeKill, type ProbeKill } from './probe-kill';
import { timeOf, type Workload } from './rollout';
import { findContainer } from './sidecars';

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
export function diagnoseWaiting({ pod, context }: PodFacts, status: V1ContainerStatus): PodFinding | undefined {
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
  if (reason === 'InvalidImageName') {
    return {
      code: 'image-missing',
      cause: `image ${image} has no valid name: ${pullReason(message)}`,
      patienceSeconds: 0,
    };
  }
  if (reason === 'ErrImageNeverPull' || isLocalOnly(image)) {
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

/**
 * A container that ended when it should not have. One that runs again, and may have crashed so often, is judged by what
 * it does now. Pure.
 */
export function diagnoseTermination(
  { pod, workload, events, context, dependenciesReady }: PodFacts,
  status: V1ContainerStatus,
  isInit: boolean,
): PodFinding | undefined {
  const current = status.state?.terminated;
  const last = current ?? status.lastState?.terminated;
  const mayEnd = isInit || workload.kind === 'Job';
  if (!last || (mayEnd && last.exitCode === 0)) return undefined;
  const isDown = current !== undefined || status.state?.waiting?.reason === 'CrashLoopBackOff';
  const kill = findProbeKill(status.name, timeOf(last.startedAt), events);
  const blamesDependency = timeOf(last.startedAt) < dependenciesReady;
  const hadItsTime =
    (isInit && timeOf(last.finishedAt) - timeOf(last.startedAt) >= ownPatienceSeconds * 1000) ||
    kill?.probe === 'startup';
  const failures = status.restartCount + (isDown ? 1 : 0) + countFailedBefore(workload);
  const isSpent = failures > context.allowedRestarts(workload, status.name);
  const cannotEver = isStartError(last) && isFinalStart.test(last.message ?? '');
  const isHopeless = cannotEver || (!blamesDependency && (hadItsTime || isSpent));
  if (!isDown && !isHopeless) return undefined;
  const limit = findContainer(pod, status.name)?.resources?.limits?.['memory'];
  return {
    ...describeEnd(last, isInit, kill, limit),
    pod: pod.metadata?.name,
    container: status.name,
    patienceSeconds: isHopeless ? 0 : Infinity,
    log: { container: status.name, previous: current === undefined },
  };
}

/** Whether the runtime could not even start the program. */
function isStartError({ reason }: Pick<V1ContainerStateTerminated, 'reason'>): boolean {
  return reason === 'StartError' || reason === 'ContainerCannotRun';
}

/** The other pods that failed for a Job, which makes a new one for each attempt. */
function countFailedBefore({ kind, pods }: Workload): number {
  return kind === 'Job' ? Math.max(0, pods.filter(({ status }) => status?.phase === 'Failed').length - 1) : 0;
}

/** An init container that runs and keeps all others from starting: only time can tell whether it ever ends. Pure. */
export function diagnoseUnfinished({ pod }: PodFacts, { name, state }: V1ContainerStatus): PodFinding | undefined {
  if (!state?.running) return undefined;
  return {
    code: 'migration-unfinished',
    pod: pod.metadata?.name,
    container: name,
    cause: `has not ended since ${new Date(timeOf(state.running.startedAt)).toISOString().slice(11, 19)} UTC`,
    patienceSeconds: Infinity,
    log: { container: name, previous: false },
  };
}

function describeEnd(
  { exitCode, reason, signal, message }: V1ContainerStateTerminated,
  isInit: boolean,
  kill: ProbeKill | undefined,
  limit: string | undefined,
): Pick<PodFinding, 'code' | 'cause'> {
  if (reason === 'OOMKilled') {
    return { code: 'out-of-memory', cause: `needs more memory than its limit${limit ? ` of ${limit}` : ''}` };
  }
  if (isStartError({ reason })) return { code: 'cannot-start', cause: describeStart(message ?? '') };
  if (kill?.probe === 'startup') return describeLateStart(kill);
  if (kill) return { code: 'not-alive', cause: `was ended for its liveness: ${kill.answer}` };
  const how = signal ? `was ended by signal ${signal}` : `ended with exit code ${exitCode}`;
  return isInit ? { code: 'migration-failed', cause: how } : { code: 'crash', cause: how };
}

/** What is said of a container that its startup probe ended. Pure. */
export function describeLateStart({ answer }: ProbeKill): Pick<PodFinding, 'code' | 'cause'> {
  return { code: 'never-started', cause: `did not start in time: ${answer}` };
}

function describeConfig(message: string): string {
  const key = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/.exec(message);
  if (key) return `wants the key ${key[1]} of ${key[2]} "${key[3]?.split('/').at(-1)}", which is not there`;
  const absent = /^(secret|configmap) "([^"]+)" not found/i.exec(message);
  if (absent) return `wants the ${absent[1] === 'secret' ? 'Secret' : 'ConfigMap'} "${absent[2]}", which is not there`;
  if (/runAsNonRoot|non-root/.test(message)) {
    return `would run as root, which its pod forbids: ${shorten(message.replace(/ \(pod: .*/, ''))}`;
  }
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
