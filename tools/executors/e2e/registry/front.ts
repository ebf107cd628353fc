import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** What stands before a registry and answers in its place while it is told to. */
export interface RegistryFront {
  /** Answers every request with this status; for so many seconds from the first one on, or until told otherwise. */
  answer(status: number, seconds?: number): void;
  /** How often it answered in the registry's place. */
  count(): number;
  close(): Promise<void>;
}

/**
 * Starts it at an address of this machine, such as `10.89.0.1:40123`.
 *
 * @param registry where it passes on what it does not answer itself
 */
export async function startFront(address: string, registry: string): Promise<RegistryFront> {
  const [host, port] = address.split(':');
  let [status, seconds, until, answers] = [0, Infinity, 0, 0];
  const server = createServer((asked, response) => {
    until ||= Date.now() + seconds * 1000;
    if (status === 0 || Date.now() >= until) {
      passOn(registry, asked, response);
      return;
    }
    answers += 1;
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(Number(port), host, resolve));
  return {
    answer: (nextStatus, nextSeconds = Infinity) => {
      [status, seconds, until, answers] = [nextStatus, nextSeconds, 0, 0];
    },
    count: () => answers,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

function passOn(registry: string, asked: IncomingMessage, response: ServerResponse): void {
  const [host, port] = registry.split(':');
  const { url: path, method, headers } = asked;
  const passed = request({ host, port, path, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  asked.pipe(passed);
}
