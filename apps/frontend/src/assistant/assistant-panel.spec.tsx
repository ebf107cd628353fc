// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeBackend, renderBoard, stubBrowser, toWire } from '@/tasks/board.harness';
import { createTask } from '@/tasks/task.fixture';
import { frame } from './assistant.fixture';
import { IS_WIDE } from './panel-frame';

const milk = createTask({ id: 'milk', title: 'Milk' });
const hidden = createTask({ id: 'hidden', title: 'Not on this list' });
const BUDGET = { used: 1, limit: 100, resets_at: '2026-11-27T00:00:00Z' };

let backend: FakeBackend;
let service: object;
let turn: string;
let isWide: boolean;
let origins: (string | null)[];

beforeEach(() => {
  backend = new FakeBackend([milk]);
  service = { state: 'ready', model: 'm', budget: BUDGET, retry_after: null };
  turn = frame('end', { finish: 'complete', message_id: null });
  isWide = true;
  origins = [];
  stubBrowser(() => backend);
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => answer(new Request(input, init)));
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query === IS_WIDE && isWide,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  HTMLDialogElement.prototype.show = function show() {
    this.open = true;
  };
  // As browsers do: the focus returns to where the dialog was opened.
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
    screen.queryByRole('button', { name: 'Assistant' })?.focus();
  };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET') origins.push(request.headers.get('x-origin'));
  if (pathname.endsWith('/assistant')) return Response.json(service);
  if (pathname.endsWith('/chat')) return new Response(turn, { headers: { 'content-type': 'text/event-stream' } });
  return backend.handle(request);
}

async function open() {
  const user = renderBoard(backend.tasks);
  await user.keyboard('{Control>}j{/Control}');
  const field = await screen.findByLabelText('Message to the assistant', {}, { timeout: 20_000 });
  return { user, say: (text: string) => user.type(field, `${text}{Enter}`) };
}

function result(name: string, tasks: readonly object[], batch: string | null): string {
  const outcome = { outcome: 'done', summary: '', batch, confirmation: null };
  return frame('result', { call_id: '1', name, tasks, ...outcome }) + turn;
}

const isSheetOpen = () => document.querySelector<HTMLDialogElement>('dialog[aria-label="Assistant"]')?.open;

test('what the assistant changed shows on the list, in the name of the same window', async () => {
  const { user, say } = await open();
  await user.click(screen.getByLabelText('Done: Milk'));
  const bread = createTask({ id: 'bread', title: 'Bread' });
  turn = result('add_task', [toWire(bread)], 'b1');
  backend.tasks = [bread, milk];
  await say('Add bread');
  expect(await screen.findByLabelText('Done: Bread')).toBeDefined();
  expect(new Set(origins).size).toBe(1);
  expect(origins).toHaveLength(2);
});

test('a task of a card is brought into sight on the list', async () => {
  turn = result('search_tasks', [toWire(milk)], null);
  Element.prototype.scrollIntoView = vi.fn();
  const { user, say } = await open();
  await say('Milk?');
  await user.click(await screen.findByTitle('Show on the list'));
  expect(document.activeElement?.textContent).toBe('Milk');
  expect(isSheetOpen()).toBe(true);
});

test('a task that is not on the list is searched for', async () => {
  turn = result('search_tasks', [toWire(hidden)], null);
  const { user, say } = await open();
  await say('Where is it?');
  await user.click(await screen.findByTitle('Show on the list'));
  expect(window.location.search).toBe('?view=all&q=Not%20on%20this%20list');
});

test('a sheet over the list goes before the task is shown, so that the focus stays there', async () => {
  isWide = false;
  turn = result('search_tasks', [toWire(milk)], null);
  Element.prototype.scrollIntoView = vi.fn();
  const { user, say } = await open();
  await say('Milk?');
  await user.click(await screen.findByTitle('Show on the list'));
  await waitFor(() => {
    expect(document.activeElement?.getAttribute('data-focus')).toBe('title');
  });
  expect(isSheetOpen()).toBe(false);
});

test('without the assistant a command goes through the ordinary API, and back by Undo', async () => {
  service = { state: 'off', model: null, budget: BUDGET, retry_after: null };
  const { user, say } = await open();
  await screen.findByText('Off');
  await say('add Bread #food p1');
  expect(await screen.findByText('Done without the assistant')).toBeDefined();
  const sent = backend.asked.find(({ line }) => line.startsWith('POST /tasks'));
  expect(sent?.body).toEqual({ title: 'Bread', notes: '', priority: 3, tags: ['food'], due: null });
  expect(sent?.headers.get('idempotency-key')).toMatch(/^\w{32}$/);
  expect(await screen.findByLabelText('Done: Bread')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => {
    expect(screen.queryByLabelText('Done: Bread')).toBeNull();
  });
});
