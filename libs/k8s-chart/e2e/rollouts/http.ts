import { type Agent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** What to ask. Without an agent the request has a connection of its own. */
export interface Asked {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
  agent?: Agent;
}

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** How long a server may say nothing. */
export const patienceSeconds = 30;

/** Asks, and reads the whole answer. A connection that fails, breaks or says nothing for 30 s is an exception. */
export function ask(url: string, path: string, asked: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send(url, path, asked, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, headers, text: Buffer.concat(parts).toString() });
      });
    });
    sent.on('error', reject);
    sent.setTimeout(patienceSeconds * 1000, () => {
      sent.destroy(new Error(`nothing for ${patienceSeconds} s`));
    });
  });
}

/** Asks, and hands the answer over as soon as it begins. */
export function send(
  url: string,
  path: string,
  { method = 'GET', headers = {}, body, agent }: Asked,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const content = body === undefined ? undefined : JSON.stringify(body);
  const own = { origin: new URL(url).origin, ...(content ? { 'content-type': 'application/json' } : {}) };
  const sent = request(
    new URL(path, url),
    { method, agent: agent ?? false, headers: { ...own, ...headers } },
    onResponse,
  );
  sent.end(content);
  return sent;
}

/** A failure in a few words. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? `${error.code} ${error.message}` : error.message;
}
