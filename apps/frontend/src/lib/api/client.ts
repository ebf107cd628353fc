import createClient from 'openapi-fetch';
import { createApiError, createSilenceError } from './errors';
import type { paths } from './schema.gen';

export type ApiClient = ReturnType<typeof createApiClient>;

/**
 * The backend's API, typed by its own description.
 * @param baseUrl where the paths of the description begin
 * @param headers sent with each request
 * @param patienceMs after this long without an answer a request counts as lost
 */
export function createApiClient(
  baseUrl: string,
  headers: Record<string, string> = {},
  send: typeof fetch = fetch,
  patienceMs = 30_000,
) {
  return createClient<paths>({
    baseUrl,
    headers,
    fetch: (request) => send(request, { signal: limitSignal(request.signal, patienceMs) }),
    cache: 'no-store',
  });
}

/**
 * Aborted with a signal, or after a time. `AbortSignal.any` does not hold on to the timeout it is given: Node 20 may
 * collect that before its time has come, and nobody stops waiting any more. One that is listened to is kept.
 */
function limitSignal(signal: AbortSignal, timeoutMs: number): AbortSignal {
  const limited = new AbortController();
  if (signal.aborted) limited.abort(signal.reason);
  for (const end of [signal, AbortSignal.timeout(timeoutMs)])
    end.addEventListener('abort', () => {
      limited.abort(end.reason);
    });
  return limited.signal;
}

/** The content of an answer. @throws {ApiError} for one that is not a success, and when none came. */
export async function unwrap<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  return (await unwrapAnswer(answer)).data;
}

/** The same with the answer's headers. */
export async function unwrapAnswer<T>(
  answer: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<{ data: T; headers: Headers }> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    throw createSilenceError(cause);
  });
  if (!response.ok) throw createApiError(response.status, response.headers, error);
  return { data: data as T, headers: response.headers };
}
