// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBackend, renderBoard, stubBrowser, toWire } from './board.harness';
import { openView } from './board-query';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk' });
const rent = createTask({ id: 'rent', title: 'Rent' });

let backend: FakeBackend;

beforeEach(() => {
  backend = new FakeBackend([milk, rent]);
  stubBrowser(() => backend);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function readTitles(): (string | null)[] {
  return screen.queryAllByRole('checkbox').map((box) => box.getAttribute('aria-label'));
}

const tick = (title: string) => screen.getByLabelText<HTMLInputElement>(`Done: ${title}`);
const button = (name: string) => screen.getByRole('button', { name });
const capture = () => screen.getByLabelText<HTMLInputElement>('New task');

describe('a new task', () => {
  test('is there with Enter, and the cursor stays in the box', async () => {
    const user = renderBoard([milk, rent]);
    await user.type(capture(), '  Bread {Enter}');
    expect(readTitles()).toEqual(['Done: Bread', 'Done: Milk', 'Done: Rent']);
    expect(capture().value).toBe('');
    expect(document.activeElement).toBe(capture());
  });

  test('is made once, however fast Add is clicked twice', async () => {
    const user = renderBoard([]);
    await user.type(capture(), 'Bread');
    await user.dblClick(button('Add'));
    await waitFor(() => {
      expect(tick('Bread').disabled).toBe(false);
    });
    expect(backend.lines('POST')).toHaveLength(1);
    expect(backend.asked.find(({ line }) => line.startsWith('POST'))?.headers.get('idempotency-key')).toMatch(
      /^\w{32}$/,
    );
  });
});

describe('a task', () => {
  test('is edited in its place: Enter saves, and the focus returns to it', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(button('Milk'));
    await user.clear(screen.getByLabelText('Title'));
    await user.type(screen.getByLabelText('Title'), 'Oat milk{Enter}');
    await waitFor(() => {
      expect(document.activeElement).toBe(button('Oat milk'));
    });
    const sent = backend.asked.find(({ line }) => line.startsWith('PATCH /tasks/milk'));
    expect(sent?.body).toEqual({ title: 'Oat milk' });
    expect(sent?.headers.get('if-match')).toBe('"1"');
    expect(sent?.headers.get('x-origin')).toMatch(/^\w{32}$/);
  });

  test('gets a day, a time, a priority and tags', async () => {
    const user = renderBoard([milk]);
    await user.click(button('Milk'));
    const editor = within(screen.getByRole('form', { name: 'Edit: Milk' }));
    await user.type(editor.getByLabelText('Due date'), '2026-12-24');
    await user.type(editor.getByLabelText('Due time'), '18:30');
    await user.selectOptions(editor.getByLabelText('Priority'), 'High');
    await user.type(editor.getByLabelText('Add a tag'), '#Home shop{Enter}');
    await user.click(editor.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      expect(backend.lines('PATCH')).toHaveLength(1);
    });
    expect(backend.asked.find(({ line }) => line.startsWith('PATCH'))?.body).toEqual({
      due: { date: '2026-12-24', time: '18:30', zone: 'Europe/Berlin' },
      priority: 3,
      tags: ['home', 'shop'],
    });
  });

  test('is as it was after Escape', async () => {
    const user = renderBoard([milk]);
    await user.click(button('Milk'));
    await user.type(screen.getByLabelText('Title'), ' and honey{Escape}');
    expect(button('Milk')).toBeDefined();
    expect(backend.lines('PATCH')).toEqual([]);
  });

  test('that is being edited is saved when another one is opened', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(button('Milk'));
    await user.type(screen.getByLabelText('Title'), ' and honey');
    await user.click(button('Rent'));
    await waitFor(() => {
      expect(backend.lines('PATCH /tasks/milk')).toHaveLength(1);
    });
    expect(screen.getByLabelText<HTMLInputElement>('Title').value).toBe('Rent');
    expect(button('Milk and honey')).toBeDefined();
  });

  test('that is ticked stays where it is until it is undone or the list is opened anew', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(tick('Milk'));
    expect(tick('Milk').checked).toBe(true);
    expect(readTitles()).toEqual(['Done: Milk', 'Done: Rent']);
    await waitFor(() => {
      expect(backend.lines('POST /tasks/milk/complete')).toHaveLength(1);
    });
    await user.click(button('Undo'));
    expect(tick('Milk').checked).toBe(false);
  });

  test('that is deleted goes, the focus moves on, and Undo has the server bring it back', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(button('Delete: Milk'));
    expect(readTitles()).toEqual(['Done: Rent']);
    expect(document.activeElement).toBe(button('Rent'));
    await user.click(button('Undo'));
    expect(readTitles()).toEqual(['Done: Milk', 'Done: Rent']);
    await waitFor(() => {
      expect(backend.lines('POST').some((line) => /^POST \/activity\/activity-\d+\/undo/.test(line))).toBe(true);
    });
  });
});

describe('a change that does not go through', () => {
  test('is rolled back, says so, and goes through with Retry', async () => {
    const user = renderBoard([milk]);
    backend.answerNext(() => new Response(null, { status: 500 }));
    await user.click(tick('Milk'));
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('Not marked as done. The server made an error.');
    expect(tick('Milk').checked).toBe(false);
    await user.click(within(notice).getByRole('button', { name: 'Retry' }));
    await waitFor(() => {
      expect(tick('Milk').checked).toBe(true);
    });
  });

  test('for a sleeping database says so in its place, and goes through by itself', async () => {
    const user = renderBoard([milk]);
    const asleep = { status: 503, headers: { 'retry-after': '1' } };
    backend.answerNext(() => Response.json({ code: 'database-away' }, asleep));
    await user.click(tick('Milk'));
    expect(await screen.findByText('Waking the database…')).toBeDefined();
    await waitFor(
      () => {
        expect(screen.queryByText('Waking the database…')).toBeNull();
      },
      { timeout: 4000 },
    );
    expect(tick('Milk').checked).toBe(true);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('because of somebody else shows both versions, and mine can be kept', async () => {
    const user = renderBoard([milk]);
    const theirs = { ...milk, title: 'Goat milk', version: 4 };
    backend.tasks = [theirs];
    backend.answerNext(() => Response.json({ current: toWire(theirs) }, { status: 412 }));
    await user.click(button('Milk'));
    await user.clear(screen.getByLabelText('Title'));
    await user.type(screen.getByLabelText('Title'), 'Oat milk{Enter}');
    const notice = await screen.findByRole('alert');
    expect(notice.textContent).toContain('Theirs Goat milk');
    expect(notice.textContent).toContain('Yours Oat milk');
    await user.click(within(notice).getByRole('button', { name: 'Keep mine' }));
    await waitFor(() => {
      expect(backend.lines('PATCH')).toHaveLength(2);
    });
    expect(backend.asked.filter(({ line }) => line.startsWith('PATCH'))[1]?.headers.get('if-match')).toBe('"4"');
    expect(button('Oat milk')).toBeDefined();
  });

  test('asks before the page is left', async () => {
    const user = renderBoard([milk]);
    backend.answerNext(() => new Response(null, { status: 500 }));
    await user.click(tick('Milk'));
    await screen.findByRole('alert');
    const leaving = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leaving);
    expect(leaving.defaultPrevented).toBe(true);
  });
});

describe('several at once', () => {
  test('that are overdue move to today, and back with one Undo', async () => {
    const due = { date: '2020-01-01', time: null, zone: null, at: null };
    const late = [milk, rent].map((task) => ({ ...task, due }));
    backend.tasks = late;
    const user = renderBoard(late, { query: openView('overdue') });
    await user.click(button('Move all 2 to today'));
    expect(screen.getByText('Moved 2 tasks to today')).toBeDefined();
    await waitFor(() => {
      expect(backend.lines('PATCH')).toHaveLength(2);
    });
    await user.click(button('Undo'));
    await waitFor(() => {
      expect(backend.lines('POST /activity')).toHaveLength(2);
    });
  });
});

test('what happens is told to a screen reader', async () => {
  const user = renderBoard([rent]);
  await user.click(tick('Rent'));
  expect(document.querySelector('[aria-live]')?.textContent).toBe('Done: Rent. Undo with Control Z.');
});

test('tasks that could not be loaded leave a way to try again', async () => {
  backend.tasks = [];
  const user = renderBoard([], { page: { failure: 'The server made an error.', awaited: null } });
  await user.click(button('Retry'));
  expect(await screen.findByText('A clear list')).toBeDefined();
});
