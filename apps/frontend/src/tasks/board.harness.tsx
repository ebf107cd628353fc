import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import { ApiUrlProvider } from '@/lib/api/api-url';
import { BoardPage } from './board-page';
import { openView } from './board-query';
import type { FirstState } from './board-state';
import { NO_SUMMARY } from './board-store.fixture';
import type { Task } from './task';

/** The backend of a test: tasks in memory behind the paths of the API, and answers that a test puts in their place. */
export class FakeBackend {
  readonly asked: { line: string; headers: Headers; body: unknown }[] = [];
  activities: readonly object[] = [];
  private readonly instead: (() => Response | Promise<Response>)[] = [];

  private readonly born: readonly Task[];

  constructor(public tasks: readonly Task[]) {
    this.born = tasks;
  }

  /** Answers the next request that changes something, or the next of all, with this. */
  answerNext(response: () => Response | Promise<Response>): void {
    this.instead.push(response);
  }

  lines(method: string): string[] {
    return this.asked.map(({ line }) => line).filter((line) => line.startsWith(method));
  }

  async handle(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace('/api/backend/api/v1', '');
    const text = await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.asked.push({ line: `${request.method} ${path}?${searchParams.toString()}`, headers: request.headers, body });
    if (path === '/tasks/summary') return Response.json({ ...NO_SUMMARY.counts, tags: [] });
    if (path === '/activity') return Response.json({ data: this.activities, next_cursor: null });
    const instead = this.instead.shift();
    if (instead) return instead();
    if (request.method === 'GET') return Response.json({ data: this.tasks.map(toWire), next_cursor: null });
    return this.change(request.method, path, (body ?? {}) as Partial<Task>);
  }

  private change(method: string, path: string, fields: Partial<Task> & { status?: string }): Response {
    const [, kind, id, verb] = path.split('/');
    const headers = { 'x-activity-id': `activity-${this.asked.length}` };
    if (kind === 'activity') {
      // what was undone is not kept track of: everything is as it was before the first change, and newer
      this.tasks = this.born.map((task) => ({ ...task, version: task.version + this.asked.length }));
      return Response.json({ tasks: this.tasks.map(toWire), batch: null });
    }
    const before = this.tasks.find((task) => task.id === id);
    if (method === 'DELETE') {
      this.tasks = this.tasks.filter((task) => task !== before);
      return new Response(null, { status: 204, headers });
    }
    const isDone = verb === 'complete' || (before?.isDone === true && fields.status !== 'open');
    const blank = {
      id: 'new',
      notes: '',
      priority: 0,
      tags: [],
      due: null,
      completedAt: null,
      createdAt: '',
      version: 0,
    };
    const old = { ...blank, ...before } as Task;
    const task = { ...old, ...fields, isDone, version: old.version + 1 };
    this.tasks = before ? this.tasks.map((other) => (other === before ? task : other)) : [task, ...this.tasks];
    return Response.json(toWire(task), { headers });
  }
}

export function toWire({ isDone, completedAt, createdAt, ...same }: Task) {
  return {
    ...same,
    status: isDone ? 'done' : 'open',
    completed_at: completedAt,
    created_at: createdAt,
    updated_at: '',
  };
}

/** An EventSource that says what the test says. */
export class FakeEventSource extends EventTarget {
  static readonly opened: FakeEventSource[] = [];
  isClosed = false;

  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  static emit(type: string, data: object): void {
    const event = new MessageEvent(type, { data: JSON.stringify(data) });
    for (const source of FakeEventSource.opened) if (!source.isClosed) source.dispatchEvent(event);
  }
}

/** What a browser has and the test's document has not. */
export function stubBrowser(backend: () => FakeBackend): void {
  FakeEventSource.opened.length = 0;
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('fetch', (request: Request) => backend().handle(request));
  vi.stubGlobal('scrollTo', () => undefined);
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  window.history.replaceState(null, '', '/');
}

/** The whole page as the server would render it for these tasks. */
export function renderBoard(tasks: readonly Task[], first: Partial<FirstState> = {}) {
  const state: FirstState = {
    query: openView('all'),
    zone: 'Europe/Berlin',
    summary: NO_SUMMARY,
    page: { tasks, nextCursor: null },
    ...first,
  };
  render(
    <ApiUrlProvider url="http://localhost/api/backend">
      <BoardPage first={state} at={new Date().toISOString()} locale="en-GB" account={null} />
    </ApiUrlProvider>,
  );
  return userEvent.setup();
}
