import { vi } from 'vitest';
import type { AssistantApi } from './assistant-api';
import { createAssistantStore } from './assistant-store';
import type { BrowserCommands } from './browser-commands';
import type { UndoApi } from './undo-api';
import type { ChatEvent } from './chat-events';
import type { CallResult } from './wire';

/** A task in the backend's words, with only what the test is about. */
export function wireTask(fields: { id: string; title: string } & Record<string, unknown>) {
  return {
    notes: '',
    status: 'open',
    completed_at: null,
    priority: 0,
    tags: [],
    due: null,
    version: 1,
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    ...fields,
  };
}

/** A tool's result for a test; done, and changed nothing, unless it says otherwise. */
export function createResult(fields: Partial<CallResult> & Pick<CallResult, 'callId' | 'name'>): CallResult {
  return { outcome: 'done', summary: '', tasks: [], batch: null, confirmation: null, ...fields };
}

/** A frame as the backend sends it. */
export function frame(name: string, content: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(content)}\n\n`;
}

/** A body that comes in these pieces, one after the other. */
export function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull: (controller) => {
      const piece = left.shift();
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The events of a turn that ends well. */
export async function* replay(...events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

/** What a test says of the API. */
export type ApiParts = Partial<AssistantApi & Pick<UndoApi, 'undo'>>;

const refuse = () => Promise.reject(new Error('not part of this test'));

/** An API that refuses what a test is not about. */
export function createApi(parts: Partial<AssistantApi> = {}): AssistantApi {
  return {
    chat: () => replay({ type: 'end', finish: 'complete' }),
    readService: refuse,
    listConversations: refuse,
    listMessages: refuse,
    rename: refuse,
    remove: refuse,
    decide: refuse,
    ...parts,
  };
}

/** A store on that API, in Berlin on a Thursday at noon, which understands no commands unless the test says so. */
export function createStore({ undo = refuse, ...parts }: ApiParts = {}, commands: Partial<BrowserCommands> = {}) {
  const onTasksChanged = vi.fn<() => void>();
  const wait = vi.fn<(ms: number) => Promise<void>>().mockResolvedValue();
  const store = createAssistantStore(
    createApi(parts),
    { undo },
    { plan: () => undefined, apply: refuse, ...commands },
    { now: () => NOON, readZone: () => 'Europe/Berlin', wait, onTasksChanged },
  );
  return { store, onTasksChanged, wait };
}

export const NOON = Date.parse('2026-11-26T11:00:00Z');
