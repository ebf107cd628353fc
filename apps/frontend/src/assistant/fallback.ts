import { type Answer, listCards } from './conversation';
import type { FailureCode } from './wire';

/** Failures of the assistant, not of the line to our own backend: the ordinary API is there. */
const WITHOUT_ASSISTANT: readonly FailureCode[] = ['off', 'away', 'slow', 'limited', 'quota', 'garbled'];

/** Whether the browser may carry out the message itself: the assistant cannot, and has not done any of it. */
export function isBrowserAllowed(answer: Answer): boolean {
  if (listCards(answer).some(({ by }) => by === 'assistant')) return false;
  return answer.failure === null ? answer.state === 'budget' : WITHOUT_ASSISTANT.includes(answer.failure.code);
}
