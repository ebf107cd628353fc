import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { readEnvironment } from '@/lib/env';
import { buildPagePolicy } from '@/security/headers';

/**
 * Gives each page its content policy. Next reads the nonce from the policy in the request and puts it on its own scripts
 * and styles; every page is rendered for its request, so that no nonce is ever used twice.
 *
 * Who may see what is decided by the pages and handlers themselves, not here.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = buildPagePolicy({
    nonce: randomBytes(16).toString('base64'),
    apiUrl: readEnvironment().apiUrl,
    isDevelopment: process.env.NODE_ENV === 'development',
  });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set('content-security-policy', policy);
  return answer;
}

/**
 * Pages, asked for without a body. Next reads the body of a request that passes here to its end; no page takes one, and
 * whoever sends one all the same gets the page without its scripts and styles.
 */
export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/static/|livez$|readyz$|icon\\.svg$).*)',
      missing: [
        { type: 'header', key: 'content-length' },
        { type: 'header', key: 'transfer-encoding' },
      ],
    },
  ],
};
