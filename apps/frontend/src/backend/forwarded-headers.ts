/** What the backend may hear from a browser. Cookies and the address of the page are not among it. */
const REQUEST_HEADERS = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'prefer',
  'x-origin',
];

/** What a browser may hear from the backend. Length and encoding belong to the connection and are made anew. */
const RESPONSE_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-language',
  'content-type',
  'etag',
  'idempotent-replay',
  'last-modified',
  'link',
  'location',
  'retry-after',
  'x-activity-id',
];

const STREAMS = ['text/event-stream', 'application/x-ndjson', 'application/jsonl'];
const REQUEST_ID = /^[\w.-]{1,128}$/;

/** The caller's id for this request if it is well-formed, else a new one. */
export function resolveRequestId(headers: Headers, createId: () => string = () => crypto.randomUUID()): string {
  const given = headers.get('x-request-id') ?? '';
  return REQUEST_ID.test(given) ? given : createId();
}

/** Headers of the request to the backend: the allowed ones, the user's token, the request's id. */
export function buildRequestHeaders(headers: Headers, token: string, requestId: string): Headers {
  const built = pick(headers, REQUEST_HEADERS);
  built.set('authorization', `Bearer ${token}`);
  built.set('x-request-id', requestId);
  built.set('accept-encoding', 'identity');
  return built;
}

/**
 * Headers of the answer to the browser. A stream is marked so that nobody between here and the reader
 * collects it: compression waits for a full block, and so do buffering proxies.
 */
export function buildResponseHeaders(headers: Headers, requestId: string): Headers {
  const built = pick(headers, RESPONSE_HEADERS);
  built.set('x-request-id', requestId);
  if (isStream(headers)) {
    built.set('cache-control', 'no-cache, no-transform');
    built.set('x-accel-buffering', 'no');
  } else if (!built.has('cache-control')) {
    built.set('cache-control', 'no-store');
  }
  return built;
}

function isStream(headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  return STREAMS.includes(type);
}

function pick(headers: Headers, names: readonly string[]): Headers {
  const picked = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}
