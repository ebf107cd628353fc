import type { AssistantApi } from './assistant-api';
import type { ChatRequest } from './chat-stream';
import type { ChatEvent } from './chat-events';

/**
 * What passes by itself, and how long (ms) to pause before each further try: a turn that was just stopped takes a moment
 * to end at the backend, a sleeping database some seconds to wake.
 */
const PAUSES = { busy: [400, 1200], waking: [1000, 2000, 3000, 5000] } as const;

/** Asks, and asks again after a pause while the answer cannot begin for a reason that passes by itself. */
export async function* askPatiently(
  api: AssistantApi,
  request: ChatRequest,
  signal: AbortSignal,
  wait: (ms: number) => Promise<void>,
): AsyncGenerator<ChatEvent> {
  for (let tries = 0; ; tries++) {
    let pause: number | undefined;
    for await (const event of api.chat(request, signal)) {
      const code = event.type === 'error' ? event.failure.code : undefined;
      pause = code === 'busy' || code === 'waking' ? PAUSES[code][tries] : undefined;
      if (pause !== undefined) break;
      yield event;
    }
    if (pause === undefined) return;
    await wait(pause);
    if (signal.aborted) return;
  }
}
