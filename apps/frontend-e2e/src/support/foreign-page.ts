import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody else's, on another port of this machine, which a browser takes for the same site as ours. */
export interface ForeignPage {
  url: string;
  close: () => void;
}

/** Serves the page until it is closed. */
export function serveForeignPage(html: string): Promise<ForeignPage> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(html);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${port}/`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
