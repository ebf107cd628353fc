import { createParser } from 'eventsource-parser';
import { type ChatEvent, parseChatEvent } from './chat-events';
import type { Failure } from './wire';

/** One message to the assistant. */
export interface ChatRequest {
  message: string;
  /** Null begins a conversation. */
  conversationId: string | null;
  /** The user's zone, IANA. */
  zone: string;
}

export interface ChatConnection {
  /** Where the chat is answered. */
  url: string;
  /** Tells this page's own changes from those of others. */
  origin: string;
  send: typeof fetch;
  /** So long may the line be silent before it counts as broken. */
  silenceSeconds: number;
}

/**
 * Asks, and gives the events of the answer as they come. Whatever goes wrong is an event too: the last one is always
 * `end`, with an `error` before it when the answer is not whole. Only an abort by `signal` ends without a word.
 */
export async function* streamChat(
  { url, origin, send, silenceSeconds }: ChatConnection,
  { message, conversationId, zone }: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent> {
  try {
    const response = await send(url, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', 'x-origin': origin },
      body: JSON.stringify({ message, zone, ...(conversationId === null ? {} : { conversation_id: conversationId }) }),
      cache: 'no-store',
      signal,
    });
    if (!response.ok || !response.body) {
      yield* endWith(await describeRefusal(response));
      return;
    }
    for await (const event of readEvents(response.body, silenceSeconds)) {
      if (signal.aborted) return;
      yield event;
    }
  } catch {
    if (!signal.aborted) yield* endWith({ code: 'unreachable', detail: '', retryAfter: null });
  }
}

/** The events in a body of server-sent events, up to the first `end`. A body that has none is an interruption. */
export async function* readEvents(body: ReadableStream<Uint8Array>, silenceSeconds: number): AsyncGenerator<ChatEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const frames: { name: string; json: string }[] = [];
  const parser = createParser({ onEvent: ({ event = '', data }) => frames.push({ name: event, json: data }) });
  try {
    for (;;) {
      const { done, value } = await withinSeconds(silenceSeconds, reader.read());
      if (done) break;
      parser.feed(decoder.decode(value, { stream: true }));
      for (const { name, json } of frames.splice(0)) {
        const event = parseChatEvent(name, json);
        if (event) yield event;
        if (event?.type === 'end') return;
      }
    }
  } catch {
    // Broken off, silent, or not what was agreed: in each case the rest of the answer is lost.
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  yield* endWith({ code: 'interrupted', detail: '', retryAfter: null });
}

function* endWith(failure: Failure): Generator<ChatEvent> {
  yield { type: 'error', failure };
  yield { type: 'end', finish: failure.code === 'interrupted' ? 'interrupted' : 'error' };
}

/** Why the backend, or what stands before it, did not begin an answer. */
async function describeRefusal(response: Response): Promise<Failure> {
  const problem = (await response.json().catch(() => null)) as { code?: unknown; detail?: unknown } | null;
  const detail = typeof problem?.detail === 'string' ? problem.detail : '';
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  if (problem?.code === 'database-away') return { code: 'waking', detail, retryAfter };
  if (response.status === 401) return { code: 'signed-out', detail, retryAfter };
  if (response.status === 429) return { code: problem?.code === 'busy' ? 'busy' : 'hasty', detail, retryAfter };
  if (response.status >= 500) return { code: 'unreachable', detail, retryAfter };
  return { code: 'refused', detail, retryAfter };
}

/** @throws when nothing came in time */
async function withinSeconds<T>(seconds: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Nothing came for ${seconds} seconds.`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
