import { type ApiClient, unwrap } from '@/lib/api/client';
import { ApiError } from '@/lib/api/errors';
import type { components } from '@/lib/api/schema.gen';
import type { ChatEvent } from './chat-events';
import { type ChatConnection, type ChatRequest, streamChat } from './chat-stream';
import { type Message, restoreAnswer } from './conversation';
import { type Budget, type CallOutcome, reshapeBudget, reshapeOutcome, reshapeResult } from './wire';

type Schemas = components['schemas'];

/** Whether the assistant can be asked, by what the backend knows without asking its model. */
export interface Service {
  state: Schemas['AssistantPublic']['state'];
  budget: Budget;
  /** In so many seconds a limit is over. */
  retryAfter: number | null;
}

export interface ConversationSummary {
  id: string;
  title: string;
  /** Instant of the last message, ISO 8601. */
  updatedAt: string;
}

export interface ConversationPage {
  conversations: readonly ConversationSummary[];
  nextCursor: string | null;
}

/** What can be asked of the backend. Everything but `chat` fails with an `ApiError`. */
export interface AssistantApi {
  chat: (request: ChatRequest, signal: AbortSignal) => AsyncIterable<ChatEvent>;
  readService: () => Promise<Service>;
  listConversations: (cursor: string | null) => Promise<ConversationPage>;
  listMessages: (conversationId: string) => Promise<readonly Message[]>;
  rename: (conversationId: string, title: string) => Promise<ConversationSummary>;
  /** Succeeds too when the conversation is gone already. */
  remove: (conversationId: string) => Promise<void>;
  decide: (confirmationId: string, isApproved: boolean) => Promise<CallOutcome>;
}

/** The one module that knows how the backend is asked about the assistant. */
export function createAssistantApi(client: ApiClient, line: ChatConnection): AssistantApi {
  const aim = (id: string) => ({ params: { path: { conversation_id: id } } });
  return {
    chat: (request, signal) => streamChat(line, request, signal),
    readService: async () => {
      const { state, budget, retry_after } = await unwrap(client.GET('/api/v1/assistant'));
      return { state, budget: reshapeBudget(budget), retryAfter: retry_after };
    },
    listConversations: async (cursor) => {
      const query = cursor === null ? {} : { cursor };
      const page = await unwrap(client.GET('/api/v1/conversations', { params: { query } }));
      return { conversations: page.data.map(reshapeSummary), nextCursor: page.next_cursor };
    },
    listMessages: async (id) => {
      const { data } = await unwrap(client.GET('/api/v1/conversations/{conversation_id}/messages', aim(id)));
      return data.map(reshapeMessage);
    },
    rename: async (id, title) => {
      const answer = client.PATCH('/api/v1/conversations/{conversation_id}', { ...aim(id), body: { title } });
      return reshapeSummary(await unwrap(answer));
    },
    remove: async (id) => {
      try {
        await unwrap(client.DELETE('/api/v1/conversations/{conversation_id}', aim(id)));
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 404)) throw error;
      }
    },
    decide: async (id, isApproved) => {
      const params = { path: { confirmation_id: id } };
      const body = { approve: isApproved };
      return reshapeOutcome(await unwrap(client.POST('/api/v1/confirmations/{confirmation_id}', { params, body })));
    },
  };
}

function reshapeSummary({ id, title, updated_at }: Schemas['ConversationPublic']): ConversationSummary {
  return { id, title, updatedAt: updated_at };
}

function reshapeMessage({ id, role, text, cards, finish }: Schemas['MessagePublic']): Message {
  if (role === 'user') return { role, key: id, text };
  return restoreAnswer(id, cards.map(reshapeResult), text, finish ?? 'complete');
}
