import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in every task of the backend; nobody who is signed out may ever read it. */
export const SECRET_TITLE = 'the secret of the backend';

export interface ReceivedRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A backend that believes every token and remembers what it was asked. */
export interface Backend {
  url: string;
  received: ReceivedRequest[];
  stop: () => Promise<void>;
}

/** Starts a backend; by default it answers everything with one page of tasks. */
export async function startBackend(listener: RequestListener = answerTasks): Promise<Backend> {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      listener(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const answerTasks: RequestListener = (_, response) => {
  const task = {
    id: '3f0f5a52-0000-4000-8000-000000000000',
    title: SECRET_TITLE,
    notes: '',
    priority: 0,
    tags: [],
    due: null,
    due_at: null,
    status: 'open',
    completed_at: null,
    version: 1,
    created_at: '2026-11-27T09:00:00Z',
    updated_at: '2026-11-27T09:00:00Z',
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ data: [task], next_cursor: null }));
};
