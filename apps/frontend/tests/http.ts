import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

/** An answer, read whole. */
export interface Answer {
  /** What was asked for. */
  path: string;
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The body as JSON; undefined when it is none. */
  json: unknown;
  millis: number;
}

export interface Ask {
  method?: string;
  /** Any header at all, `Host` and `Origin` among them, which `fetch` keeps to itself. */
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends one request on a connection of its own, exactly as told, and follows nothing. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method, headers: { ...length, ...headers }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          path: sent.path,
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text,
          json: parse(text),
          millis: performance.now() - started,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends JSON as a page of the same origin would. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const { origin } = new URL(url);
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify(body),
  });
}

/** Writes bytes to a port and returns what comes back until the connection ends or falls silent. */
export function sendRaw(port: number, text: string, silenceMillis = 1500): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(silenceMillis, finish);
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('end', finish);
    socket.on('error', reject);
  });
}

/** The cookies that an answer sets, as a browser sends them back, without those that it clears. */
export function readCookies({ headers }: Answer): string {
  return (headers['set-cookie'] ?? [])
    .filter((line) => !/max-age=0/i.test(line))
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
