import { buildRequestHeaders, buildResponseHeaders, resolveRequestId } from './forwarded-headers';
import { problem } from './problem';

/** Path of the route handler that forwards. */
export const FORWARD_PREFIX = '/api/backend';

/**
 * The address of a forwarded request at the backend: `/api/backend/api/v1/tasks?x` → `<backend>/api/v1/tasks?x`.
 * @returns undefined for what is not part of the API, such as the backend's probes and documentation.
 */
export function resolveTarget(requestUrl: string, backendUrl: string): string | undefined {
  const { pathname, search } = new URL(requestUrl);
  const path = pathname.slice(FORWARD_PREFIX.length);
  return path.startsWith('/api/') ? `${backendUrl}${path}${search}` : undefined;
}

/**
 * Sends a request on to the backend in the user's name and streams the answer back. When the browser
 * hangs up, so does the request to the backend. An absent backend becomes a 503 that says when to come back.
 */
export async function forward(
  request: Request,
  target: string,
  token: string,
  send: typeof fetch = fetch,
): Promise<Response> {
  const requestId = resolveRequestId(request.headers);
  try {
    const answer = await send(target, {
      method: request.method,
      headers: buildRequestHeaders(request.headers, token, requestId),
      body: request.body,
      duplex: 'half',
      redirect: 'manual',
      cache: 'no-store',
      signal: request.signal,
    } as RequestInit);
    return new Response(answer.body, {
      status: answer.status,
      headers: buildResponseHeaders(answer.headers, requestId),
    });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return describeFailure(error, requestId);
  }
}

function describeFailure(error: unknown, requestId: string): Response {
  const code = readErrorCode(error);
  console.error(JSON.stringify({ level: 'error', message: 'The backend did not answer', code, request_id: requestId }));
  const isAway = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
  return isAway
    ? problem(503, 'Service Unavailable', 'The task service is starting or restarting.', {
        'Retry-After': '2',
        'X-Request-Id': requestId,
      })
    : problem(502, 'Bad Gateway', 'The task service broke off before it answered.', { 'X-Request-Id': requestId });
}

function readErrorCode(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'UNKNOWN';
}
