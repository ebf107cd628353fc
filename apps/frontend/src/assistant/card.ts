import type { Task } from '@/tasks/task';
import type { CallOutcome, Confirmation } from './wire';

/** How far a card is. `asking` waits for the user to say which task is meant; `lost` will never be told how it ended. */
export type CardState = 'running' | 'done' | 'failed' | 'refused' | 'waiting' | 'declined' | 'asking' | 'lost';

/** How a card's changes are undone: those of one tool call, or one change of the user's own. */
export type UndoTarget = { batch: string } | { activityId: string };

export interface Undo {
  target: UndoTarget;
  state: 'offered' | 'sending' | 'undone';
  /** Why it could not be undone. */
  failure?: string;
}

export interface Decision extends Confirmation {
  state: 'open' | 'approving' | 'declining';
  /** Why the click had no effect. */
  failure?: string;
}

/** One step of an answer: what was done, to which tasks, and what can be done about it. */
export interface Card {
  id: string;
  /** The tool's name. */
  name: string;
  /** What the call is about, in the user's words; may be empty. */
  about: string;
  state: CardState;
  /** Who did it: the assistant, or this browser without it. */
  by: 'assistant' | 'browser';
  summary: string;
  /** The tasks it touched; while `asking`, those it may mean. */
  tasks: readonly Task[];
  undo: Undo | null;
  decision: Decision | null;
}

/** A card for a call that has just begun. */
export function beginCard(id: string, name: string, about: string): Card {
  return { id, name, about, state: 'running', by: 'assistant', summary: '', tasks: [], undo: null, decision: null };
}

/** The card with what its call came to. Pure. */
export function finishCard(card: Card, { outcome, summary, tasks, batch, confirmation }: CallOutcome): Card {
  return {
    ...card,
    state: outcome,
    summary,
    tasks,
    undo: batch === null ? null : { target: { batch }, state: 'offered' },
    decision: confirmation && { ...confirmation, state: 'open' },
  };
}

/** The cards that wait for the same click as this one: those after it that have no buttons of their own. */
export function listFollowers(cards: readonly Card[], cardId: string): readonly Card[] {
  const after = cards.slice(cards.findIndex(({ id }) => id === cardId) + 1);
  const end = after.findIndex(({ decision }) => decision !== null);
  return (end === -1 ? after : after.slice(0, end)).filter(({ state }) => state === 'waiting');
}
