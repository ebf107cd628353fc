import { PRIVATE_HOST } from '../auth/allowed-hosts';

/** What every answer says, whatever it is. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // For what is no page: data and files load nothing. Pages get a policy of their own, see `buildPagePolicy`.
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/** A browser that came once by TLS comes by TLS for a year. */
export const STRICT_TRANSPORT = { 'Strict-Transport-Security': 'max-age=31536000' } as const;

/** `X-Forwarded-Proto` of a request that reached us by TLS, perhaps by way of several proxies. */
export const TLS_PROTOCOL = 'https(\\s*,.*)?';

/** Hosts that must not be pinned to TLS: a browser would do so for every port, and for what else answers there. */
export const UNPINNED_HOST = PRIVATE_HOST;

/** What a page may do. */
export interface PagePolicy {
  /** Fresh for each answer: scripts and styles without it do not run. */
  nonce: string;
  /** Where the browser sends its API calls: a path of this origin, or an absolute URL. */
  apiUrl: string;
  /** The development server evaluates code and writes styles into the page. */
  isDevelopment?: boolean;
}

/** The content policy of a page. Scripts run by nonce, or because one that ran by nonce loaded them. */
export function buildPagePolicy({ nonce, apiUrl, isDevelopment = false }: PagePolicy): string {
  const api = URL.canParse(apiUrl) ? [new URL(apiUrl).origin] : [];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", ...(isDevelopment ? ["'unsafe-inline'"] : [`'nonce-${nonce}'`])],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...api],
    'object-src': ["'none'"],
    'frame-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
