import { problem } from '@/backend/problem';
import { readBody } from '@/backend/request-body';
import type { Environment } from '@/lib/environment';
import { CLIENT_HEADER, resolveClientAddress } from './client-address';
import { askDatabase } from './database-errand';
import { databaseAway } from './database-away';
import { isOfferedEndpoint } from './endpoints';
import { checkPassage } from './gate';
import type { Protocol } from './request-origin';

/** E-mail, name and password, the longest of them, several times over. */
const MAX_BODY_BYTES = 16 * 1024;

type Handler = (request: Request) => Promise<Response>;

/**
 * Answers a request about accounts: what this application offers of Better Auth, for its own pages, counted by the
 * address of whoever sent it, and with a 503 that says when to come back while the database is away.
 */
export async function answerAccountRequest(
  request: Request,
  { allowedHosts, proxyHops }: Pick<Environment, 'allowedHosts' | 'proxyHops'>,
  chooseHandler: (protocol: Protocol) => Handler,
): Promise<Response> {
  const { origin, refusal } = checkPassage(request, allowedHosts);
  if (refusal) return refusal;
  const { pathname, search } = new URL(request.url);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (!isOfferedEndpoint(method, pathname)) return problem(404, 'Not Found', 'There is no such resource.');
  const read = await readBody(request, { maxBytes: MAX_BODY_BYTES });
  if (read.refusal) return read.refusal;
  const { body } = read;
  const send = () =>
    chooseHandler(origin.protocol)(
      new Request(`${origin.origin}${pathname}${search}`, {
        method,
        headers: addClientAddress(request.headers, proxyHops),
        body,
      }),
    );
  try {
    return describeAnswer(await askDatabase(send, { isRepeatable: method === 'GET' }));
  } catch (error) {
    return databaseAway(error);
  }
}

function addClientAddress(sent: Headers, proxyHops: number): Headers {
  const headers = new Headers(sent);
  const address = resolveClientAddress(sent, proxyHops);
  if (address === undefined) headers.delete(CLIENT_HEADER);
  else headers.set(CLIENT_HEADER, address);
  return headers;
}

/** Nothing about an account is for a cache, and patience is asked for in the standard's words. */
function describeAnswer(answer: Response): Response {
  if (answer.status === 429) {
    const seconds = answer.headers.get('x-retry-after') ?? '60';
    return problem(429, 'Too Many Requests', `Too many attempts from this address. Try again in ${seconds} s.`, {
      headers: { 'Retry-After': seconds },
    });
  }
  const headers = new Headers(answer.headers);
  headers.set('cache-control', 'no-store');
  return new Response(answer.body, { status: answer.status, headers });
}
