import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import type { RestartBudget } from './restart-budget';
import type { Workload } from './rollout';

/** What kind of trouble it is; each has its advice. */
export type Code =
  | 'image-missing'
  | 'image-refused'
  | 'image-unreachable'
  | 'config-missing'
  | 'volume-missing'
  | 'cannot-start'
  | 'crash'
  | 'out-of-memory'
  | 'migration-failed'
  | 'migration-unfinished'
  | 'never-started'
  | 'never-ready'
  | 'not-alive'
  | 'evicted'
  | 'unschedulable'
  | 'refused'
  | 'stalled';

/** One trouble that a snapshot shows. */
export interface Finding {
  code: Code;
  component: string;
  /** Such as `Deployment/todo-app-backend`. */
  workload: string;
  pod: string | undefined;
  container: string | undefined;
  /** One clause that goes on after the component's name. */
  cause: string;
  /** How long it may last before the rollout is given up: 0 is hopeless, Infinity is watched only. */
  patienceSeconds: number;
  /** Whose log tells more. */
  log: { container: string; previous: boolean } | undefined;
}

/** What the classifier has to know beside the snapshot. */
export interface DiagnosisContext {
  /** How often a container may crash before it is hopeless. */
  allowedRestarts: RestartBudget;
  /** Whether an image can only come from this machine, so that no pull will ever find it. */
  isLocalOnly: (image: string) => boolean;
  /** Whether a node may yet join, as with a cluster autoscaler. */
  canGrow: boolean;
}

/** One pod of the newest state, and what its own ladder has to know beside its containers. */
export interface PodFacts {
  pod: V1Pod;
  workload: Workload;
  /** The events about the pod, oldest first. */
  events: readonly CoreV1Event[];
  context: DiagnosisContext;
  /** Since when all that it may depend on is ready, in milliseconds since 1970; Infinity while something is not. */
  dependenciesReady: number;
}

/** What a pod's own ladder finds; the workload's name is added by the caller. */
export type PodFinding = Omit<Finding, 'component' | 'workload'>;

/** One line of at most 300 characters. Pure. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
