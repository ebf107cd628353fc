// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBackend, FakeEventSource, renderBoard, stubBrowser } from './board.harness';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk', tags: ['shop'] });
const rent = createTask({ id: 'rent', title: 'Rent' });

let backend: FakeBackend;

beforeEach(() => {
  backend = new FakeBackend([milk, rent]);
  stubBrowser(() => backend);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const lists = () => within(screen.getByRole('navigation', { name: 'Lists' }));
const title = (text: string) => screen.getByRole('button', { name: text });
const readTitles = () =>
  screen.queryAllByRole('checkbox', { name: /^Done: / }).map((box) => box.getAttribute('aria-label'));
const lastList = () => backend.lines('GET /tasks?').at(-1);

async function goBack(): Promise<void> {
  const address = window.location.href;
  window.history.back();
  await waitFor(() => {
    expect(window.location.href).not.toBe(address);
  });
}

describe('the address', () => {
  test('is that of the view one goes to, and Back returns', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(lists().getByRole('link', { name: /Upcoming/ }));
    expect(window.location.search).toBe('?view=upcoming');
    await waitFor(() => {
      expect(lastList()).toContain('view=upcoming');
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Upcoming');
    await goBack();
    await waitFor(() => {
      expect(lastList()).toContain('view=all');
    });
  });

  test('holds the search, as one step to go back from', async () => {
    const user = renderBoard([milk, rent]);
    await user.type(screen.getByLabelText('Search'), 'oat milk');
    await waitFor(() => {
      expect(window.location.search).toBe('?view=all&q=oat%20milk');
    });
    await waitFor(() => {
      expect(lastList()).toContain('q=oat+milk');
    });
    await goBack();
    await waitFor(() => {
      expect(screen.getByLabelText<HTMLInputElement>('Search').value).toBe('');
    });
  });

  test('holds what is chosen in the filter, which can be taken away again', async () => {
    const user = renderBoard([milk, rent]);
    const filter = within(document.getElementById('filters') ?? document.body);
    await user.selectOptions(filter.getByLabelText('Priority'), '3');
    await user.selectOptions(filter.getByLabelText('Sort by'), 'title');
    expect(window.location.search).toBe('?view=all&priority=3&sort=title');
    await user.click(screen.getByRole('button', { name: 'Remove filter Priority: high' }));
    expect(window.location.search).toBe('?view=all&sort=title');
  });

  test('holds the tag of a row that was clicked', async () => {
    const user = renderBoard([milk]);
    await user.click(screen.getByRole('link', { name: '#shop' }));
    expect(window.location.search).toBe('?view=all&tag=shop');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('#shop');
  });
});

describe('what happens elsewhere', () => {
  const emit = (type: string, data: object) => {
    act(() => {
      FakeEventSource.emit(type, data);
    });
  };

  test('appears without a reload', async () => {
    renderBoard([milk, rent]);
    backend.tasks = [createTask({ id: 'tea', title: 'Tea' }), milk, rent];
    emit('tasks', { origin: 'another tab' });
    expect(await screen.findByRole('button', { name: 'Tea' })).toBeDefined();
  });

  test('takes neither the cursor nor a word from somebody who edits, nor moves the row', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(title('Rent'));
    const field = screen.getByLabelText<HTMLInputElement>('Title');
    await user.type(field, ', late');
    backend.tasks = [createTask({ id: 'tea', title: 'Tea' }), { ...milk, title: 'Oat milk', version: 2 }, rent];
    emit('tasks', { origin: 'another tab' });
    expect(await screen.findByRole('button', { name: 'Oat milk' })).toBeDefined();
    expect(field.value).toBe('Rent, late');
    expect(document.activeElement).toBe(field);
    expect(screen.queryByRole('button', { name: 'Tea' })).toBeNull();
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('button', { name: 'Tea' })).toBeDefined();
  });

  test('and takes the row with the focus leaves the focus on its neighbour', async () => {
    renderBoard([milk, rent]);
    title('Milk').focus();
    backend.tasks = [rent];
    emit('tasks', { origin: 'another tab' });
    await waitFor(() => {
      expect(document.activeElement).toBe(title('Rent'));
    });
  });
});

describe('the keyboard', () => {
  test('n and q go to the box for a new task, and are letters like any other there', async () => {
    const user = renderBoard([milk]);
    const box = screen.getByLabelText<HTMLInputElement>('New task');
    await user.keyboard('n');
    expect(document.activeElement).toBe(box);
    await user.keyboard('new quilt');
    expect(box.value).toBe('new quilt');
    box.blur();
    await user.keyboard('q');
    expect(document.activeElement).toBe(box);
  });

  test('/ goes to the search', async () => {
    const user = renderBoard([milk]);
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByLabelText('Search'));
  });

  test('j and k walk along the list, x ticks and e edits', async () => {
    const user = renderBoard([milk, rent]);
    await user.keyboard('j');
    expect(document.activeElement).toBe(title('Milk'));
    await user.keyboard('jj');
    expect(document.activeElement).toBe(title('Rent'));
    await user.keyboard('kx');
    expect(screen.getByLabelText<HTMLInputElement>('Done: Milk').checked).toBe(true);
    expect(document.activeElement).toBe(title('Milk'));
    await user.keyboard('je');
    expect(screen.getByLabelText<HTMLInputElement>('Title').value).toBe('Rent');
  });

  test('Control Z undoes, but not from a field that has something to undo itself', async () => {
    const user = renderBoard([milk, rent]);
    await user.click(screen.getByLabelText('Delete: Milk'));
    const box = screen.getByLabelText('New task');
    await user.type(box, 'half{Control>}z{/Control}');
    expect(readTitles()).toEqual(['Done: Rent']);
    await user.clear(box);
    await user.keyboard('{Control>}z{/Control}');
    expect(readTitles()).toEqual(['Done: Milk', 'Done: Rent']);
  });

  test('single keys can be turned off, and stay off', async () => {
    const user = renderBoard([milk]);
    await user.keyboard('?');
    await user.click(await screen.findByLabelText('Keys without Ctrl act outside of fields'));
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.keyboard('n');
    expect(document.activeElement).not.toBe(screen.getByLabelText('New task'));
    cleanup();
    renderBoard([milk]);
    await user.keyboard('n');
    expect(document.activeElement).not.toBe(screen.getByLabelText('New task'));
  });
});

describe('the zone', () => {
  test('of the browser is remembered for the server, and the list is fetched for it', async () => {
    renderBoard([milk], { zone: 'UTC' });
    expect(document.cookie).toContain(`tz=${encodeURIComponent('Europe/Berlin')}`);
    await waitFor(() => {
      expect(lastList()).toContain('zone=Europe%2FBerlin');
    });
  });
});

describe('the activity', () => {
  const change = {
    id: 'a1',
    actor: 'assistant',
    action: 'complete',
    task_id: 'milk',
    title: 'Milk',
    changes: {},
    created_at: '2026-11-21T09:00:00Z',
    batch: 'b1',
    undone: false,
    undoable: true,
  };

  test('tells who changed what, and undoes a batch as a whole', async () => {
    const user = renderBoard([milk]);
    backend.activities = [change, { ...change, id: 'a2', title: 'Rent' }];
    await user.click(screen.getAllByRole('button', { name: 'Activity' })[0] ?? document.body);
    const dialog = within(await screen.findByRole('dialog', { name: 'Activity' }));
    await user.click(await dialog.findByRole('button', { name: 'Undo: 2 changes' }));
    await waitFor(() => {
      expect(backend.asked.find(({ line }) => line.startsWith('POST /activity/undo'))?.body).toEqual({ batch: 'b1' });
    });
  });

  test('that cannot be undone says why', async () => {
    const user = renderBoard([milk]);
    backend.activities = [{ ...change, batch: null }];
    await user.click(screen.getAllByRole('button', { name: 'Activity' })[0] ?? document.body);
    const undo = await screen.findByRole('button', { name: 'Undo: Milk' });
    const detail = 'The task “Milk” has been changed since, so this change stays.';
    backend.answerNext(() => Response.json({ detail }, { status: 409 }));
    fireEvent.click(undo);
    expect((await screen.findByRole('alert')).textContent).toBe(`Not undone. ${detail}`);
  });
});
