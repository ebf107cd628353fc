import { describeError } from '@/lib/api/errors';
import type { AssistantApi, Service } from './assistant-api';
import type { BrowserCommands } from './browser-commands';
import { beginCard, type Card } from './card';
import { type CardActions, createCardActions } from './card-actions';
import { type Cell, createCell } from './cell';
import {
  type Conversation,
  type ConversationAction,
  findLastQuestion,
  findRunning,
  listCards,
  NEW_CONVERSATION,
  reduceConversation,
} from './conversation';
import { isBrowserAllowed } from './fallback';
import { askPatiently } from './patience';
import type { UndoApi } from './undo-api';
import type { ChatEvent } from './chat-events';

/** All that the panel shows of the assistant and of the conversation with it. */
export interface AssistantState {
  /** Null until the backend has said; `retryAt` is a clock time in ms. */
  service: (Omit<Service, 'retryAfter'> & { retryAt: number | null }) | null;
  conversation: Conversation;
  /** Whether earlier messages are being fetched, or why they could not be. */
  loading: 'no' | 'messages' | { failure: string };
}

/** What the store needs of the world. */
export interface Surroundings {
  now: () => number;
  /** The user's zone, IANA. */
  readZone: () => string;
  wait: (ms: number) => Promise<void>;
  /** Told whenever tasks may have changed. */
  onTasksChanged: () => void;
}

export interface AssistantStore extends Cell<AssistantState>, Omit<CardActions, 'settle'> {
  /** Asks whether the assistant is there. */
  check: () => Promise<void>;
  ask: (text: string) => Promise<void>;
  /** Asks the last question once more; what came before stays. */
  retry: () => Promise<void>;
  stop: () => void;
  startNew: () => void;
  resume: (conversation: Pick<Conversation, 'title'> & { id: string }) => Promise<void>;
  /** Takes over a title that was changed in the list. */
  retitle: (id: string, title: string) => void;
}

/** Keeps one conversation and talks to the API. Touches no document. */
export function createAssistantStore(
  api: AssistantApi,
  undoing: Pick<UndoApi, 'undo'>,
  commands: BrowserCommands,
  { now, readZone, wait, onTasksChanged }: Surroundings,
): AssistantStore {
  const cell = createCell<AssistantState>({ service: null, conversation: NEW_CONVERSATION, loading: 'no' });
  const cards = createCardActions(api, undoing, commands, {
    read: () => cell.read().conversation,
    dispatch,
    onTasksChanged,
  });
  let turn = new AbortController();
  let lastKey = 0;
  let lastLoad = 0;

  function dispatch(action: ConversationAction) {
    cell.change({ conversation: reduceConversation(cell.read().conversation, action) });
  }

  /** One answer to one question: by the assistant, else by the browser if nothing has been done yet. */
  async function answer(text: string): Promise<void> {
    const key = `new-${++lastKey}`;
    const { signal } = (turn = new AbortController());
    dispatch({ type: 'answering', key });
    const request = { message: text, conversationId: cell.read().conversation.id, zone: readZone() };
    const events = cell.read().service?.state === 'off' ? refuse() : askPatiently(api, request, signal, wait);
    for await (const event of events) {
      if (signal.aborted) return;
      receive(key, event);
    }
    const given = cell.read().conversation.messages.find((message) => message.key === key);
    if (given?.role !== 'assistant') return;
    if (listCards(given).some(({ state }) => state === 'lost')) onTasksChanged();
    if (isBrowserAllowed(given)) await runInBrowser(key, text);
  }

  function receive(key: string, event: ChatEvent) {
    dispatch({ type: 'event', key, event, now: now() });
    const { service } = cell.read();
    if (event.type === 'result' && event.result.batch !== null) onTasksChanged();
    if (!service) return;
    if (event.type === 'budget') cell.change({ service: { ...service, budget: event.budget } });
    if (event.type === 'error') {
      const { code, retryAfter } = event.failure;
      const retryAt = retryAfter === null ? null : now() + retryAfter * 1000;
      if (code === 'off') cell.change({ service: { ...service, state: 'off', retryAt: null } });
      if (code === 'limited' || code === 'quota') cell.change({ service: { ...service, state: 'limited', retryAt } });
    }
    if (event.type === 'end' && event.finish === 'complete') {
      cell.change({ service: { ...service, state: 'ready', retryAt: null } });
    }
  }

  async function runInBrowser(key: string, text: string): Promise<void> {
    const plan = commands.plan(text);
    if (!plan) return;
    const card: Card = { ...beginCard(`${key}/browser`, plan.name, plan.about), by: 'browser' };
    dispatch({ type: 'part', key, part: { kind: 'card', card } });
    await cards.settle(card.id, plan.run());
  }

  function stop() {
    const running = findRunning(cell.read().conversation);
    turn.abort();
    if (!running) return;
    dispatch({ type: 'stopped', key: running.key });
    if (listCards(running).some(({ state }) => state === 'running')) onTasksChanged();
  }

  async function ask(text: string): Promise<void> {
    const { conversation, loading } = cell.read();
    if (findRunning(conversation) || loading !== 'no') return;
    dispatch({ type: 'asked', key: `new-${++lastKey}`, text });
    await answer(text);
  }

  return {
    read: cell.read,
    subscribe: cell.subscribe,
    check: async () => {
      const service = await api.readService().catch(() => null);
      if (!service) return;
      const { retryAfter, ...rest } = service;
      cell.change({ service: { ...rest, retryAt: retryAfter === null ? null : now() + retryAfter * 1000 } });
    },
    ask,
    retry: async () => {
      const question = findLastQuestion(cell.read().conversation);
      if (question && !findRunning(cell.read().conversation)) await answer(question.text);
    },
    stop,
    startNew: () => {
      stop();
      lastLoad++;
      cell.change({ conversation: NEW_CONVERSATION, loading: 'no' });
    },
    resume: async ({ id, title }) => {
      stop();
      const load = ++lastLoad;
      cell.change({ conversation: { id, title, messages: [] }, loading: 'messages' });
      try {
        const messages = await api.listMessages(id);
        if (load === lastLoad) cell.change({ conversation: { id, title, messages }, loading: 'no' });
      } catch (error) {
        if (load === lastLoad) cell.change({ loading: { failure: describeError(error) } });
      }
    },
    retitle: (id, title) => {
      const { conversation } = cell.read();
      if (conversation.id === id) cell.change({ conversation: { ...conversation, title } });
    },
    undo: cards.undo,
    decide: cards.decide,
    choose: cards.choose,
  };
}

/** What the backend would say, known without asking it. */
async function* refuse(): AsyncGenerator<ChatEvent> {
  yield { type: 'error', failure: { code: 'off', detail: '', retryAfter: null } };
  yield { type: 'end', finish: 'error' };
}
