import { endingSignal } from '@/lifecycle/ending';
import { streamUntil } from '@/lifecycle/stream-until';
import { buildRequestHeaders, buildResponseHeaders, resolveRequestId } from './forwarded-headers';
import { problem } from './problem';

/** Path of the route handler that forwards. */
export const FORWARD_PREFIX = '/api/backend';

const EVENTS = '/api/v1/events';

/** Segments of the API's own alphabet. Anything encoded, a dot segment among it, would be read differently further on. */
const API_PATH = /^\/api(\/(?!\.{1,2}(?:\/|$))[\w.~-]+)+$/;

/** What to send on, and where. */
export interface Forwarded {
  target: string;
  token: string;
  body: Uint8Array<ArrayBuffer> | null;
}

/**
 * The address of a forwarded request at the backend: `/api/backend/api/v1/tasks?x` → `<backend>/api/v1/tasks?x`.
 * @returns undefined for what is not part of the API, such as the backend's probes and documentation.
 */
export function resolveTarget(requestUrl: string, backendUrl: string): string | undefined {
  const { pathname, search } = new URL(requestUrl);
  const path = pathname.slice(FORWARD_PREFIX.length);
  return API_PATH.test(path) ? `${backendUrl}${path}${search}` : undefined;
}

/**
 * Sends a request on to the backend in the user's name and streams the answer back. When the browser
 * hangs up, so does the request to the backend. An absent backend becomes a 503 that says when to come back.
 */
export async function forward(
  request: Request,
  { target, token, body }: Forwarded,
  send: typeof fetch = fetch,
): Promise<Response> {
  const requestId = resolveRequestId(request.headers);
  const ask = () =>
    send(target, {
      method: request.method,
      headers: buildRequestHeaders(request.headers, token, requestId),
      body,
      redirect: 'manual',
      cache: 'no-store',
      signal: request.signal,
    });
  try {
    const answer = await ask().catch((error: unknown) => {
      if (request.signal.aborted || !mayRepeat(request, readErrorCode(error))) throw error;
      return ask();
    });
    return new Response(endOnTime(target, answer.body), {
      status: answer.status,
      headers: buildResponseHeaders(answer.headers, requestId),
    });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return describeFailure(error, requestId);
  }
}

/** Events have no end of their own: their stream ends when this process is told to, a chat when it is finished. */
function endOnTime(target: string, body: Response['body']): Response['body'] {
  return body && new URL(target).pathname === EVENTS ? streamUntil(body, endingSignal()) : body;
}

/** A connection that the backend closed in the moment it was used again is no error, when twice is the same as once. */
function mayRepeat({ method, headers }: Request, code: string): boolean {
  const isSafe = method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');
  return (
    code === 'ECONNREFUSED' || (isSafe && (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'))
  );
}

function describeFailure(error: unknown, requestId: string): Response {
  const code = readErrorCode(error);
  console.error(JSON.stringify({ level: 'error', message: 'The backend did not answer', code, request_id: requestId }));
  const isAway = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
  return isAway
    ? problem(503, 'Service Unavailable', 'The task service is starting or restarting.', {
        code: 'backend-away',
        headers: { 'Retry-After': '2', 'X-Request-Id': requestId },
      })
    : problem(502, 'Bad Gateway', 'The task service broke off before it answered.', {
        code: 'backend-broke-off',
        headers: { 'X-Request-Id': requestId },
      });
}

function readErrorCode(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'UNKNOWN';
}
