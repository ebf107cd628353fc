import { Agent, type IncomingMessage, request, type RequestOptions } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer, read to its end. */
export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  milliseconds: number;
}

/** One request over a connection of its own, unless an agent is given. */
export function ask(
  port: number,
  path: string,
  options: RequestOptions & { body?: string | Buffer } = {},
): Promise<Answer> {
  const { body, ...rest } = options;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false, ...rest }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString(),
          milliseconds: performance.now() - started,
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An agent that keeps one connection for all its requests. */
export function keepOneConnection(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

/** A connection on which bytes are written as they are. */
export interface RawConnection {
  socket: Socket;
  /** All that was answered so far. */
  read(): string;
  /** Seconds from its opening to its end by the other side. */
  ended: Promise<number>;
}

export function openRaw(port: number, text = ''): RawConnection {
  const started = performance.now();
  const socket = connect(port, '127.0.0.1');
  const parts: Buffer[] = [];
  socket.on('data', (part) => parts.push(part));
  // reset or closed, it has ended
  socket.on('error', () => undefined);
  const ended = new Promise<number>((resolve) => {
    socket.on('close', () => {
      resolve((performance.now() - started) / 1000);
    });
  });
  if (text) socket.write(text);
  return { socket, read: () => Buffer.concat(parts).toString(), ended };
}

/** What was answered to bytes written as they are, when the connection has ended or after two seconds. */
export async function askRaw(port: number, text: string): Promise<string> {
  const connection = openRaw(port, text);
  await Promise.race([connection.ended, sleep(2000)]);
  connection.socket.destroy();
  return connection.read();
}

/** The slowest of the hundred fastest in a hundred and one: milliseconds that 99 of 100 requests stay below. */
export async function measureP99(port: number, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const { status, milliseconds } = await ask(port, '/');
    if (status !== 200) throw new Error(`A good client was answered with ${status}.`);
    times.push(milliseconds);
  }
  return times.sort((a, b) => a - b)[Math.floor(count * 0.99)] ?? NaN;
}
