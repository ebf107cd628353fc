export type Protocol = 'http' | 'https';

/** Where a request was addressed to, as its sender sees it. */
export interface RequestOrigin {
  protocol: Protocol;
  /** Lower-case host with its port, as in the Host header. */
  host: string;
  /** `http://host:port`, as browsers write it in `Origin`. */
  origin: string;
}

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::\d{1,5})?$/;

/**
 * The origin that a request was sent to, from its Host header and the protocol that Next, or a proxy
 * in front that ends TLS, put into `X-Forwarded-Proto`. `X-Forwarded-Host` has no say.
 * @returns undefined when there is no well-formed Host.
 */
export function resolveRequestOrigin(headers: Headers): RequestOrigin | undefined {
  const host = headers.get('host')?.trim().toLowerCase() ?? '';
  if (!HOST.test(host)) return undefined;
  const forwarded = headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  const protocol = forwarded === 'https' ? 'https' : 'http';
  if (!URL.canParse(`${protocol}://${host}`)) return undefined;
  return { protocol, host, origin: new URL(`${protocol}://${host}`).origin };
}
