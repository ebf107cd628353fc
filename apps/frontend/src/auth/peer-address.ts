import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { PEER_HEADER } from './client-address';

/**
 * Writes the address of its peer into every request that this process receives, over whatever was sent under that name.
 * Next shows it to a handler only when the sender has not written an `X-Forwarded-For` of its own.
 */
export function stampPeerAddress(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
  });
}
