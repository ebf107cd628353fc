/**
 * A name that nothing else has: of this tab, or of one request. Made of random bytes and not by `randomUUID`, which
 * browsers offer only for https and localhost.
 */
export function createClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
