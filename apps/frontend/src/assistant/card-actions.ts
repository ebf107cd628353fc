import { ApiError, describeError } from '@/lib/api/errors';
import type { Task } from '@/tasks/task';
import type { AssistantApi } from './assistant-api';
import type { BrowserCommands } from './browser-commands';
import { type Card, finishCard, listFollowers, type Undo } from './card';
import { type Conversation, type ConversationAction, findCard, listCards } from './conversation';
import type { UndoApi } from './undo-api';
import { isLooking } from './verbs';

/** What can be done with a card once it is there. */
export interface CardActions {
  undo: (cardId: string) => Promise<void>;
  decide: (cardId: string, isApproved: boolean) => Promise<void>;
  /** Says which task a card meant. */
  choose: (cardId: string, task: Task) => Promise<void>;
  /** Shows what a command of the browser comes to. */
  settle: (cardId: string, outcome: Promise<Partial<Card>>) => Promise<void>;
}

/** Where the cards are, and who wants to know of their changes. */
export interface CardPlace {
  read: () => Conversation;
  dispatch: (action: ConversationAction) => void;
  onTasksChanged: () => void;
}

/** Why nobody can take a decision any more, by the answer's status. */
const OVER: ReadonlyMap<number, string> = new Map([
  [404, 'This is no longer waiting; its conversation was deleted.'],
  [409, 'This was decided already, in another window. Your list shows what came of it.'],
  [410, 'This waited for more than an hour, so it was dropped. Ask again if you still want it.'],
]);

export function createCardActions(
  api: Pick<AssistantApi, 'decide'>,
  undoing: Pick<UndoApi, 'undo'>,
  commands: Pick<BrowserCommands, 'apply'>,
  { read, dispatch, onTasksChanged }: CardPlace,
): CardActions {
  function changeCard(cardId: string, change: (card: Card) => Card) {
    dispatch({ type: 'card', cardId, change });
  }

  async function settle(cardId: string, outcome: Promise<Partial<Card>>): Promise<void> {
    const change = await outcome.catch((error: unknown): Partial<Card> => {
      return { state: 'failed', summary: describeError(error), tasks: [] };
    });
    changeCard(cardId, (card) => ({ ...card, ...change }));
    const card = findCard(read(), cardId);
    if (card && card.state !== 'asking' && !isLooking(card.name)) onTasksChanged();
  }

  async function undo(cardId: string): Promise<void> {
    const offered = findCard(read(), cardId)?.undo;
    if (offered?.state !== 'offered') return;
    const { target } = offered;
    const show = (next: Undo) => {
      changeCard(cardId, (card) => ({ ...card, undo: next }));
    };
    show({ target, state: 'sending' });
    try {
      await undoing.undo(target);
      show({ target, state: 'undone' });
      onTasksChanged();
    } catch (error) {
      show({ target, state: 'offered', failure: describeError(error) });
    }
  }

  async function decide(cardId: string, isApproved: boolean): Promise<void> {
    const decision = findCard(read(), cardId)?.decision;
    if (decision?.state !== 'open') return;
    const { id, summary, tasks } = decision;
    const asked = { id, summary, tasks };
    const state = isApproved ? 'approving' : 'declining';
    changeCard(cardId, (card) => ({ ...card, decision: { ...asked, state } }));
    try {
      const result = await api.decide(id, isApproved);
      close(cardId, (card) => (isApproved ? finishCard(card, result) : { ...card, state: 'declined' }));
      if (isApproved) onTasksChanged();
    } catch (error) {
      if (error instanceof ApiError && OVER.has(error.status)) {
        close(cardId, (card) => ({ ...card, state: 'refused', summary: OVER.get(error.status) ?? '' }));
      } else {
        const failure = describeError(error);
        changeCard(cardId, (card) => ({ ...card, decision: { ...asked, state: 'open', failure } }));
      }
    }
  }

  /** Shows what a click came to, on the card with the buttons and on those that waited with it. */
  function close(cardId: string, settled: (card: Card) => Card) {
    const cards = read().messages.map(listCards);
    const siblings = cards.find((some) => some.some(({ id }) => id === cardId)) ?? [];
    for (const { id } of listFollowers(siblings, cardId)) {
      changeCard(id, (card) => ({ ...settled(card), tasks: [], undo: null, summary: 'See the step above.' }));
    }
    changeCard(cardId, (card) => ({ ...settled(card), decision: null }));
  }

  async function choose(cardId: string, task: Task): Promise<void> {
    const card = findCard(read(), cardId);
    if (card?.state !== 'asking') return;
    changeCard(cardId, (asking) => ({ ...asking, state: 'running', tasks: [], about: task.title }));
    await settle(cardId, commands.apply(card.name, task));
  }

  return { undo, decide, choose, settle };
}
