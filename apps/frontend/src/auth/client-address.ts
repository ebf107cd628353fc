import { isIP } from 'node:net';

/** Carries the address of whoever opened the connection to this server; `stampPeerAddress` alone writes it. */
export const PEER_HEADER = 'x-peer-address';

/** Carries the outcome to Better Auth; the route alone writes it. */
export const CLIENT_HEADER = 'x-client-address';

/**
 * Whose address counts as the sender's.
 *
 * Each proxy appends the address of its own peer to `X-Forwarded-For`, and this server knows its peer. What stands
 * further left than the proxies that we know of was written by the sender, and says nothing.
 *
 * @param proxyHops how many proxies of ours are in front: 0 for none, 1 for the gateway, 2 for an ingress before it
 * @returns undefined when there is no well-formed address at that place
 */
export function resolveClientAddress(headers: Headers, proxyHops: number): string | undefined {
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').filter((part) => part.trim() !== '');
  const chain = [...forwarded, headers.get(PEER_HEADER) ?? ''].map((part) => part.trim());
  const address = chain[Math.max(0, chain.length - 1 - proxyHops)] ?? '';
  return isIP(address) === 0 ? undefined : address;
}
