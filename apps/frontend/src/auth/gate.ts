import { problem } from '@/backend/problem';
import { isAllowedHost } from './allowed-hosts';
import { type RequestOrigin, resolveRequestOrigin } from './request-origin';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** The origin of a request that may go on, or the answer that ends it. */
export type Passage = { origin: RequestOrigin; refusal?: undefined } | { origin?: undefined; refusal: Response };

/**
 * Lets through what this application's own pages sent, under a host name that it answers to.
 *
 * Cookies belong to a host and ignore its port, so that another program on `localhost` could otherwise
 * act for the user. A request that changes something must therefore come from exactly the origin it is
 * sent to, and bring JSON, which no form of another page can send. One without `Origin` and `Sec-Fetch-Site` is not
 * from a browser of today; it passes as long as it carries nobody's cookies.
 */
export function checkPassage(request: Request, allowedHosts: readonly string[]): Passage {
  const origin = resolveRequestOrigin(request.headers);
  if (!origin) return { refusal: problem(400, 'Bad Request', 'The request has no usable Host header.') };
  if (!isAllowedHost(origin.host, allowedHosts)) {
    return {
      refusal: problem(
        421,
        'Misdirected Request',
        `This application does not answer as "${origin.host}". Add the name to BETTER_AUTH_ALLOWED_HOSTS if it should.`,
      ),
    };
  }
  const refusal = SAFE_METHODS.has(request.method) ? undefined : checkChange(request.headers, origin.origin);
  return refusal ? { refusal } : { origin };
}

function checkChange(headers: Headers, expected: string): Response | undefined {
  if (!isSameOrigin(headers, expected)) {
    const from = headers.get('origin') ?? headers.get('sec-fetch-site') ?? 'an unnamed origin';
    return problem(
      403,
      'Forbidden',
      `A page of "${from}" may not act here; only pages of ${expected} may. If a proxy in front ends TLS, it has to send X-Forwarded-Proto.`,
    );
  }
  if (hasBody(headers) && !JSON_TYPE.test(headers.get('content-type') ?? '')) {
    return problem(415, 'Unsupported Media Type', 'Send the body as application/json.');
  }
  return undefined;
}

function isSameOrigin(headers: Headers, expected: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  if (origin === null) return site !== null || !headers.has('cookie');
  return origin === expected;
}

function hasBody(headers: Headers): boolean {
  return Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding');
}
