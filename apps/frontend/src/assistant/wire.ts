import type { components } from '@/lib/api/schema.gen';
import type { Task } from '@/tasks/task';
import { reshapeTask } from '@/tasks/task-wire';

type Schemas = components['schemas'];

/** How a tool call ended. `waiting` is for the user's own click. */
export type Outcome = Schemas['Outcome'];

/** Why a turn ended. */
export type Finish = Schemas['Finish'];

/** What can go wrong: with the assistant, by the backend's account, or on the way to it. */
export type FailureCode =
  | Schemas['FailureCode']
  | 'busy'
  | 'hasty'
  | 'refused'
  | 'signed-out'
  | 'unreachable'
  | 'waking';

export interface Failure {
  code: FailureCode;
  /** The backend's own sentence; may be empty. */
  detail: string;
  /** In so many seconds it is worth trying again. */
  retryAfter: number | null;
}

/** How many messages of today are used, and when a new day begins (an instant, ISO 8601). */
export interface Budget {
  used: number;
  limit: number;
  resetsAt: string;
}

/** What waits for a click: exactly these tasks would be changed. */
export interface Confirmation {
  id: string;
  summary: string;
  tasks: readonly Task[];
}

/** What a tool call, or a click, came to. */
export interface CallOutcome {
  outcome: Outcome;
  summary: string;
  tasks: readonly Task[];
  /** Names the changes, to undo them together; null when there are none. */
  batch: string | null;
  confirmation: Confirmation | null;
}

export interface CallResult extends CallOutcome {
  callId: string;
  /** The tool's. */
  name: string;
}

export function reshapeBudget({ used, limit, resets_at }: Schemas['BudgetEvent']): Budget {
  return { used, limit, resetsAt: resets_at };
}

export function reshapeFailure({ code, detail, retry_after }: Schemas['ErrorEvent']): Failure {
  return { code, detail, retryAfter: retry_after };
}

export function reshapeResult({ call_id, name, confirmation, ...outcome }: Schemas['CallResult']): CallResult {
  const waiting = confirmation && { ...confirmation, tasks: confirmation.tasks.map(reshapeTask) };
  return { callId: call_id, name, ...reshapeOutcome(outcome), confirmation: waiting };
}

export function reshapeOutcome({ outcome, summary, tasks, batch }: Schemas['DecisionPublic']): CallOutcome {
  return { outcome, summary, tasks: tasks.map(reshapeTask), batch, confirmation: null };
}
