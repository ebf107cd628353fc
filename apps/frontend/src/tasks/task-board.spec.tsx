// @vitest-environment jsdom
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiUrlProvider } from '@/lib/api/api-url';
import { createTask } from './task.fixture';
import { TaskBoard } from './task-board';

const milk = createTask({ id: 'milk', title: 'Milk' });
const rent = createTask({ id: 'rent', title: 'Rent' });

/** The backend of a test: each call is answered with a task, or with what the test says. */
const answer = vi.fn<(request: Request) => Response | Promise<Response>>();

beforeEach(() => {
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(answer(request)));
  answer.mockImplementation(async (request) => {
    if (request.method === 'DELETE') return new Response(null, { status: 204 });
    const fields = (await request.json().catch(() => ({}))) as object;
    return Response.json({
      id: 'new',
      title: 'Milk',
      notes: '',
      status: 'open',
      priority: 0,
      due_at: null,
      version: 2,
      ...fields,
    });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  answer.mockReset();
});

function renderBoard(first: ComponentProps<typeof TaskBoard>['first'] = { tasks: [milk, rent], nextCursor: null }) {
  render(
    <ApiUrlProvider url="http://localhost/api/backend">
      <TaskBoard view="all" first={first} />
    </ApiUrlProvider>,
  );
  return userEvent.setup();
}

function readTitles(): (string | null)[] {
  return screen.queryAllByRole('checkbox').map((box) => box.getAttribute('aria-label'));
}

test('Enter adds a task and keeps the cursor in the box', async () => {
  const user = renderBoard();
  await user.type(screen.getByLabelText('New task'), '  Bread {Enter}');
  expect(readTitles()).toEqual(['Done: Bread', 'Done: Milk', 'Done: Rent']);
  expect(screen.getByLabelText<HTMLInputElement>('New task').value).toBe('');
  expect(document.activeElement).toBe(screen.getByLabelText('New task'));
});

test('n goes to the box for a new task, and is a letter like any other there', async () => {
  const user = renderBoard();
  await user.keyboard('n');
  expect(document.activeElement).toBe(screen.getByLabelText('New task'));
  await user.keyboard('new nib');
  expect(screen.getByLabelText<HTMLInputElement>('New task').value).toBe('new nib');
});

test('Control Z undoes a deletion, but not from a field that has something to undo itself', async () => {
  const user = renderBoard();
  await user.click(screen.getByLabelText('Delete: Milk'));
  await user.type(screen.getByLabelText('New task'), 'half{Control>}z{/Control}');
  expect(readTitles()).toEqual(['Done: Rent']);
  await user.clear(screen.getByLabelText('New task'));
  await user.keyboard('{Control>}z{/Control}');
  expect(readTitles()).toEqual(['Done: Milk', 'Done: Rent']);
});

test('spaces are no task', async () => {
  const user = renderBoard();
  await user.type(screen.getByLabelText('New task'), '   {Enter}');
  expect(answer).not.toHaveBeenCalled();
});

test('an edit is saved with Enter and the focus returns to the task', async () => {
  const user = renderBoard();
  await user.click(screen.getByRole('button', { name: 'Milk' }));
  await user.clear(screen.getByLabelText('Title'));
  await user.type(screen.getByLabelText('Title'), 'Oat milk{Enter}');
  await waitFor(() => {
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Oat milk' }));
  });
  expect(answer.mock.calls[0]?.[0].method).toBe('PATCH');
});

test('Escape leaves the task as it was', async () => {
  const user = renderBoard();
  await user.click(screen.getByRole('button', { name: 'Milk' }));
  await user.type(screen.getByLabelText('Title'), ' and honey{Escape}');
  expect(screen.getByRole('button', { name: 'Milk' })).toBeDefined();
  expect(answer).not.toHaveBeenCalled();
});

test('a change that fails is rolled back, says so, and goes through with Retry', async () => {
  const user = renderBoard();
  answer.mockImplementationOnce(() => new Response(null, { status: 503 }));
  await user.click(screen.getByLabelText('Done: Milk'));
  const notice = await screen.findByRole('alert');
  expect(notice.textContent).toContain('The server is restarting.');
  expect(screen.getByLabelText<HTMLInputElement>('Done: Milk').checked).toBe(false);
  answer.mockImplementationOnce(() => Response.json({ ...milk, status: 'done' }));
  await user.click(within(notice).getByRole('button', { name: 'Retry' }));
  await waitFor(() => {
    expect(screen.getByLabelText<HTMLInputElement>('Done: Milk').checked).toBe(true);
  });
});

test('a deleted task goes, the focus moves on, and Undo brings it back', async () => {
  const user = renderBoard();
  await user.click(screen.getByLabelText('Delete: Milk'));
  expect(readTitles()).toEqual(['Done: Rent']);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Rent' }));
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(readTitles()).toEqual(['Done: Milk', 'Done: Rent']);
});

test('what happens is told to a screen reader', async () => {
  const user = renderBoard();
  await user.click(screen.getByLabelText('Done: Rent'));
  expect(document.querySelector('[aria-live]')?.textContent).toBe('Done: Rent');
});

test('tasks that could not be loaded leave a way to try again', async () => {
  const user = renderBoard({ failure: 'The server is restarting.' });
  answer.mockImplementationOnce(() => Response.json({ data: [], next_cursor: null }));
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('A clear list')).toBeDefined();
});
