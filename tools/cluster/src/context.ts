import type { Run } from '@todo-app/executors';
import type { Machine } from './machine';
import type { Paths } from './paths';
import type { Progress } from './progress';

/** What every story is told: the door to processes, where things lie, what the machine is, and when to stop. */
export interface Context {
  run: Run;
  paths: Paths;
  /** The folder of this project: `go/` and `node/` lie in it. */
  project: string;
  machine: Machine;
  progress: Progress;
  signal: AbortSignal;
}
