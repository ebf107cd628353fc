import { beginCard, type Card, finishCard } from './card';
import type { ChatEvent } from './chat-events';
import type { CallResult, Failure, Finish } from './wire';

export interface Question {
  role: 'user';
  key: string;
  text: string;
}

/** Text and cards in the order in which they came. */
export type Part = { kind: 'text'; text: string } | { kind: 'card'; card: Card };

export interface Answer {
  role: 'assistant';
  key: string;
  parts: readonly Part[];
  state: 'running' | 'stopped' | Finish;
  failure: ShownFailure | null;
  /** Whether it was given here and now, not read from the backend. */
  isFresh: boolean;
}

/** A failure with the clock time (ms) from which it is worth trying again. */
export type ShownFailure = Failure & { retryAt: number | null };

export type Message = Question | Answer;

/** What was said, by whom. `id` is null until the backend has given one. */
export interface Conversation {
  id: string | null;
  title: string;
  messages: readonly Message[];
}

export type ConversationAction =
  | { type: 'asked'; key: string; text: string }
  | { type: 'answering'; key: string }
  | { type: 'event'; key: string; event: ChatEvent; now: number }
  | { type: 'stopped'; key: string }
  | { type: 'part'; key: string; part: Part }
  | { type: 'card'; cardId: string; change: (card: Card) => Card };

export const NEW_CONVERSATION: Conversation = { id: null, title: '', messages: [] };

/** The next conversation. Pure. */
export function reduceConversation(conversation: Conversation, action: ConversationAction): Conversation {
  const { messages } = conversation;
  switch (action.type) {
    case 'asked':
      return { ...conversation, messages: [...messages, { role: 'user', key: action.key, text: action.text }] };
    case 'answering':
      return { ...conversation, messages: [...messages, beginAnswer(action.key)] };
    case 'event':
      return applyEvent(conversation, action);
    case 'stopped':
      return changeAnswer(conversation, action.key, (answer) => closeAnswer(answer, 'stopped'));
    case 'part':
      return changeAnswer(conversation, action.key, (answer) => ({ ...answer, parts: [...answer.parts, action.part] }));
    case 'card':
      return {
        ...conversation,
        messages: messages.map((message) =>
          message.role === 'user' ? message : changeCard(message, action.cardId, action.change),
        ),
      };
  }
}

export function beginAnswer(key: string): Answer {
  return { role: 'assistant', key, parts: [], state: 'running', failure: null, isFresh: true };
}

/** The answer that is being written, if any. */
export function findRunning({ messages }: Conversation): Answer | undefined {
  return messages.find((message): message is Answer => message.role === 'assistant' && message.state === 'running');
}

export function findCard({ messages }: Conversation, cardId: string): Card | undefined {
  return messages.flatMap(listCards).find(({ id }) => id === cardId);
}

export function listCards(message: Message): readonly Card[] {
  return message.role === 'user' ? [] : message.parts.flatMap((part) => (part.kind === 'card' ? [part.card] : []));
}

/** The last question, for which another answer can be asked. */
export function findLastQuestion({ messages }: Conversation): Question | undefined {
  return messages.findLast((message) => message.role === 'user');
}

/** An answer as the backend has kept it: what was done, then what was said. */
export function restoreAnswer(key: string, results: readonly CallResult[], text: string, finish: Finish): Answer {
  const cards = results.reduce((answer, result) => applyResult(answer, result), beginAnswer(key));
  return { ...cards, parts: text === '' ? cards.parts : appendText(cards.parts, text), state: finish, isFresh: false };
}

function applyEvent(conversation: Conversation, { key, event, now }: Extract<ConversationAction, { type: 'event' }>) {
  if (event.type === 'conversation') return { ...conversation, id: event.id, title: event.title };
  return changeAnswer(conversation, key, (answer) => growAnswer(answer, event, now));
}

function growAnswer(answer: Answer, event: Exclude<ChatEvent, { type: 'conversation' }>, now: number): Answer {
  switch (event.type) {
    case 'text':
      return { ...answer, parts: appendText(answer.parts, event.delta) };
    case 'tool':
      return addCard(answer, beginCard(nameCard(answer, event.callId), event.name, event.about));
    case 'result':
      return applyResult(answer, event.result);
    case 'budget':
      return answer;
    case 'error': {
      const { retryAfter } = event.failure;
      return {
        ...answer,
        failure: { ...event.failure, retryAt: retryAfter === null ? null : now + retryAfter * 1000 },
      };
    }
    case 'end':
      return closeAnswer(answer, event.finish);
  }
}

/** Nothing more will come: a call that is still open will never be told how it ended. */
function closeAnswer(answer: Answer, state: Answer['state']): Answer {
  return {
    ...answer,
    state,
    parts: answer.parts.map((part): Part => {
      return part.kind === 'card' && part.card.state === 'running'
        ? { kind: 'card', card: { ...part.card, state: 'lost', summary: 'Your list shows whether it was done.' } }
        : part;
    }),
  };
}

function appendText(parts: readonly Part[], delta: string): readonly Part[] {
  const last = parts.at(-1);
  if (last?.kind !== 'text') return [...parts, { kind: 'text', text: delta }];
  return [...parts.slice(0, -1), { kind: 'text', text: last.text + delta }];
}

function applyResult(answer: Answer, result: CallResult): Answer {
  const id = nameCard(answer, result.callId);
  const isBegun = listCards(answer).some((card) => card.id === id);
  const begun = isBegun ? answer : addCard(answer, beginCard(id, result.name, ''));
  return changeCard(begun, id, (card) => finishCard(card, result));
}

function addCard(answer: Answer, card: Card): Answer {
  return { ...answer, parts: [...answer.parts, { kind: 'card', card }] };
}

/** The model counts its calls anew in each answer. */
function nameCard(answer: Answer, callId: string): string {
  return `${answer.key}/${callId}`;
}

function changeAnswer(conversation: Conversation, key: string, change: (answer: Answer) => Answer): Conversation {
  const messages = conversation.messages.map((message) =>
    message.role === 'assistant' && message.key === key ? change(message) : message,
  );
  return { ...conversation, messages };
}

function changeCard(answer: Answer, cardId: string, change: (card: Card) => Card): Answer {
  const parts = answer.parts.map((part): Part => {
    return part.kind === 'card' && part.card.id === cardId ? { kind: 'card', card: change(part.card) } : part;
  });
  return { ...answer, parts };
}
