// @vitest-environment jsdom
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createApiError } from '@/lib/api/errors';
import { createTask } from '@/tasks/task.fixture';
import type { AssistantApi, Service } from './assistant-api';
import { type ApiParts, createApi, createResult, createStore, NOON, replay } from './assistant.fixture';
import type { BrowserCommands } from './browser-commands';
import { createConversationsStore } from './conversations-store';
import { PanelProvider } from './panel-context';
import { PanelView } from './panel-view';
import type { UndoApi } from './undo-api';
import type { ChatEvent } from './chat-events';
import type { CallResult, FailureCode } from './wire';

const milk = createTask({
  id: 'milk',
  title: 'Milk',
  due: { date: '2026-11-27', time: '09:00', zone: 'Europe/Berlin', at: '2026-11-27T08:00:00Z' },
});
const bread = createTask({ id: 'bread', title: 'Bread' });
const END: ChatEvent = { type: 'end', finish: 'complete' };
const READY: Service = {
  state: 'ready',
  budget: { used: 12, limit: 100, resetsAt: '2026-11-27T00:00:00Z' },
  retryAfter: null,
};
const ROWS = [
  { id: 'c1', title: 'Shopping', updatedAt: '2026-11-26T10:30:00Z' },
  { id: 'c2', title: 'Taxes', updatedAt: '2026-11-20T10:00:00Z' },
];

afterEach(cleanup);

async function renderPanel(parts: ApiParts = {}, commands: Partial<BrowserCommands> = {}) {
  const api: ApiParts = {
    readService: () => Promise.resolve(READY),
    listConversations: () => Promise.resolve({ conversations: ROWS, nextCursor: null }),
    ...parts,
  };
  const { store } = createStore(api, commands);
  const onShowTask = vi.fn();
  const onClose = vi.fn();
  await store.check();
  render(
    <PanelProvider
      value={{ store, onShowTask, readClock: () => ({ now: new Date(NOON), zone: 'Europe/Berlin', locale: 'en-GB' }) }}
    >
      <PanelView conversations={createConversationsStore(createApi(api))} onClose={onClose} />
    </PanelProvider>,
  );
  return { user: userEvent.setup(), store, onShowTask, onClose };
}

const chatOf = (...events: readonly ChatEvent[]) => vi.fn<AssistantApi['chat']>(() => replay(...events, END));
const resultOf = (fields: Partial<CallResult> & Pick<CallResult, 'name'>): ChatEvent => {
  return { type: 'result', result: createResult({ callId: '1', ...fields }) };
};
const say = async (user: ReturnType<typeof userEvent.setup>, text: string) => {
  await user.click(screen.getByLabelText('Message to the assistant'));
  await user.paste(text);
  await user.keyboard('{Enter}');
};

describe('writing', () => {
  test('Enter sends, Shift+Enter makes a new line', async () => {
    const chat = chatOf();
    const { user } = await renderPanel({ chat });
    await user.type(screen.getByLabelText('Message to the assistant'), 'Milk{Shift>}{Enter}{/Shift}and bread{Enter}');
    expect(chat.mock.calls[0]?.[0].message).toBe('Milk\nand bread');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Message to the assistant').value).toBe('');
  });

  test('Enter that chooses a character does not send', async () => {
    const chat = chatOf();
    const { user } = await renderPanel({ chat });
    const field = screen.getByLabelText('Message to the assistant');
    await user.type(field, 'ぎゅうにゅう');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
    expect(chat).not.toHaveBeenCalled();
  });

  test('spaces are no message, and what is too long says by how much', async () => {
    const chat = chatOf();
    const { user } = await renderPanel({ chat });
    await user.type(screen.getByLabelText('Message to the assistant'), '   {Enter}');
    const field = screen.getByLabelText('Message to the assistant');
    await user.click(field);
    await user.paste('🌍'.repeat(4001));
    await user.keyboard('{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('at most 4,000');
    expect(chat).not.toHaveBeenCalled();
    await user.keyboard('{Backspace}{Backspace}');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('an example goes into the composer, to be changed before it is sent', async () => {
    const chat = chatOf();
    const { user } = await renderPanel({ chat });
    await user.click(screen.getByRole('button', { name: 'Move everything overdue to Monday morning' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Message to the assistant'));
    await user.keyboard(' please{Enter}');
    expect(chat.mock.calls[0]?.[0].message).toBe('Move everything overdue to Monday morning please');
  });
});

describe('what the model writes', () => {
  test.each([
    '<img src="http://evil.example/a.png" onerror="alert(1)">',
    '![a](http://evil.example/a.png?q=secret)',
    '[Sign in](javascript:alert(1)) or https://evil.example',
    '<script>alert(1)</script><style>*{display:none}</style>',
    '<a href="http://evil.example">here</a>',
  ])('is text: %s', async (payload) => {
    const { user } = await renderPanel({
      chat: chatOf(
        { type: 'text', delta: `${payload}\n- ${payload}` },
        resultOf({ name: 'add_task', summary: payload, outcome: 'failed' }),
        resultOf({ name: 'add_task', callId: '2', tasks: [{ ...milk, title: payload }], batch: 'b' }),
      ),
    });
    await say(user, payload);
    const answer = await screen.findByRole('article');
    expect(answer.querySelectorAll('img, a, script, style, iframe, video, object, [src], [href]')).toHaveLength(0);
    expect(answer.textContent?.split(payload)).toHaveLength(5);
  });
});

describe('a card', () => {
  test('shows what was done to which task, and shows the task on the list', async () => {
    const { user, onShowTask } = await renderPanel({
      chat: chatOf(resultOf({ name: 'add_task', tasks: [milk], batch: 'b', summary: 'Added “Milk”.' })),
    });
    await say(user, 'Add milk');
    expect(await screen.findByRole('heading', { name: 'Added' })).toBeDefined();
    expect(screen.getByText('Tomorrow, 09:00')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Milk' }));
    expect(onShowTask).toHaveBeenCalledWith(milk);
  });

  test('offers Undo where something changed, once', async () => {
    const undo = vi.fn<UndoApi['undo']>().mockResolvedValue([]);
    const { user } = await renderPanel({
      chat: chatOf(
        resultOf({ name: 'search_tasks', tasks: [milk], summary: 'One task matches “milk”.' }),
        resultOf({ name: 'complete_tasks', callId: '2', tasks: [milk], batch: 'b2' }),
      ),
      undo,
    });
    await say(user, 'Milk is done');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledWith({ batch: 'b2' });
    expect(await screen.findByRole('heading', { name: 'Completed, then undone' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  test('says why an undo was refused and lets it be tried again', async () => {
    const { user } = await renderPanel({
      chat: chatOf(resultOf({ name: 'add_task', tasks: [milk], batch: 'b' })),
      undo: () => Promise.reject(createApiError(409)),
    });
    await say(user, 'Add milk');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect((await screen.findByRole('alert')).textContent).toBe('Not undone. It was changed elsewhere meanwhile.');
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined();
  });

  test('with many tasks shows the first ones, and the rest when asked', async () => {
    const tasks = Array.from({ length: 12 }, (_, index) => createTask({ id: `${index}`, title: `Task ${index}` }));
    const { user } = await renderPanel({ chat: chatOf(resultOf({ name: 'list_tasks', tasks })) });
    await say(user, 'What is there?');
    await user.click(await screen.findByRole('button', { name: 'Show 7 more' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(12);
  });
});

describe('what waits for a click', () => {
  const confirmation = { id: 'f1', summary: 'Delete “Milk” and “Bread”?', tasks: [milk, bread] };
  const chat = chatOf(
    resultOf({ name: 'delete_tasks', outcome: 'waiting', summary: confirmation.summary, confirmation }),
  );

  test('names exactly the tasks, and is carried out by the click alone', async () => {
    const decide = vi.fn<AssistantApi['decide']>();
    decide.mockResolvedValue({
      outcome: 'done',
      summary: 'Deleted “Milk” and “Bread”.',
      tasks: [milk, bread],
      batch: 'b',
      confirmation: null,
    });
    const { user } = await renderPanel({ chat, decide });
    await say(user, 'Delete both');
    const group = await screen.findByRole('group', { name: 'Delete these 2 tasks?' });
    expect(
      within(group)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['MilkTomorrow, 09:00', 'Bread']);
    expect(decide).not.toHaveBeenCalled();
    await user.click(within(group).getByRole('button', { name: 'Delete 2 tasks' }));
    expect(decide).toHaveBeenCalledWith('f1', true);
    expect(await screen.findByRole('heading', { name: 'Deleted 2 tasks' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Milk' })).toBeNull();
    // the button is gone, but not the place of the focus
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Conversation' }));
  });

  test('is left alone by the other click', async () => {
    const decide = vi.fn<AssistantApi['decide']>();
    decide.mockResolvedValue({ outcome: 'refused', summary: '', tasks: [], batch: null, confirmation: null });
    const { user } = await renderPanel({ chat, decide });
    await say(user, 'Delete both');
    await user.click(await screen.findByRole('button', { name: 'Keep them' }));
    expect(decide).toHaveBeenCalledWith('f1', false);
    expect(await screen.findByRole('heading', { name: 'Not deleted' })).toBeDefined();
    expect(screen.queryByRole('button', { name: /Delete/ })).toBeNull();
  });

  test('keeps its buttons and says why when the click did not arrive', async () => {
    const { user } = await renderPanel({ chat, decide: () => Promise.reject(createApiError(0)) });
    await say(user, 'Delete both');
    await user.click(await screen.findByRole('button', { name: 'Delete 2 tasks' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The server cannot be reached.');
    expect(screen.getByRole('button', { name: 'Delete 2 tasks' }).getAttribute('aria-disabled')).toBe('false');
  });
});

test('Stop ends the answer and keeps what came', async () => {
  async function* chat(): AsyncGenerator<ChatEvent> {
    yield { type: 'text', delta: 'Once upon' };
    await new Promise(() => undefined);
  }
  const { user } = await renderPanel({ chat });
  await say(user, 'A story');
  await user.click(await screen.findByRole('button', { name: 'Stop' }));
  expect(screen.getByRole('article').textContent).toMatch(/^Once uponStopped\./);
  expect(screen.getByRole('button', { name: 'Send' })).toBeDefined();
});

test('a double click on Send does not stop the answer', async () => {
  async function* chat(): AsyncGenerator<ChatEvent> {
    yield { type: 'text', delta: 'Once upon' };
    await new Promise(() => undefined);
  }
  const { user } = await renderPanel({ chat });
  await user.type(screen.getByLabelText('Message to the assistant'), 'A story');
  await user.dblClick(screen.getByRole('button', { name: 'Send' }));
  expect(screen.getByRole('button', { name: 'Stop' })).toBeDefined();
});

describe('what goes wrong is said', () => {
  const failWith = (code: FailureCode, retryAfter: number | null = null) =>
    vi.fn<AssistantApi['chat']>(() =>
      replay({ type: 'error', failure: { code, detail: '', retryAfter } }, { type: 'end', finish: 'error' }),
    );

  test.each<[FailureCode, string]>([
    ['off', 'The assistant is off.'],
    ['away', 'The assistant cannot be reached.'],
    ['slow', 'The assistant took too long.'],
    ['limited', 'The assistant has to rest for a moment.'],
    ['quota', 'The assistant is used up for now.'],
    ['garbled', 'The assistant’s answer made no sense.'],
    ['interrupted', 'The answer broke off.'],
    ['unreachable', 'The server cannot be reached.'],
    ['signed-out', 'Your session has ended.'],
    ['refused', 'The server does not accept this message.'],
  ])('%s: %s', async (code, title) => {
    const { user } = await renderPanel({ chat: failWith(code) });
    await say(user, 'hello there');
    expect(await screen.findByText(title)).toBeDefined();
  });

  test('an interrupted answer is asked for once more by Retry', async () => {
    const chat = failWith('interrupted');
    const { user } = await renderPanel({ chat });
    await say(user, 'hello there');
    chat.mockImplementation(() => replay({ type: 'text', delta: 'Hello!' }, END));
    await user.click(await screen.findByRole('button', { name: 'Retry' }));
    await waitFor(() => {
      expect(screen.getAllByRole('article').map(({ textContent }) => textContent)).toEqual([
        expect.stringContaining('broke off'),
        'Hello!',
      ]);
    });
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
  });

  test('a limit says until when, on the clock of the reader', async () => {
    const { user } = await renderPanel({ chat: failWith('limited', 600) });
    await say(user, 'hello there');
    expect(await screen.findByText('Limited until 12:10')).toBeDefined();
    expect(screen.getByRole('article').textContent).toContain('Try again at 12:10.');
  });

  test('which commands work all the same', async () => {
    const { user } = await renderPanel({ chat: failWith('away') });
    await say(user, 'hello there');
    expect((await screen.findByRole('article')).textContent).toContain('simple commands: add pay rent');
  });

  test('and a simple command is carried out, and marked', async () => {
    const run = () =>
      Promise.resolve({
        state: 'done' as const,
        tasks: [milk],
        undo: { target: { activityId: 'x' }, state: 'offered' as const },
      });
    const undo = vi.fn<UndoApi['undo']>().mockResolvedValue([]);
    const { user } = await renderPanel(
      { chat: failWith('away'), undo },
      { plan: () => ({ name: 'add_task', about: 'Milk', run }) },
    );
    await say(user, 'add milk');
    expect(await screen.findByText('Done without the assistant')).toBeDefined();
    // it would be done twice
    expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledWith({ activityId: 'x' });
  });

  test('a command that fits several tasks asks which', async () => {
    const apply = vi.fn<BrowserCommands['apply']>().mockResolvedValue({ state: 'done', tasks: [bread] });
    const run = () =>
      Promise.resolve({ state: 'asking' as const, tasks: [milk, bread], summary: 'Several tasks fit.' });
    const { user } = await renderPanel(
      { chat: failWith('off') },
      { plan: () => ({ name: 'complete_task', about: 'b', run }), apply },
    );
    await say(user, 'done b');
    await user.click(await screen.findByRole('button', { name: 'Bread' }));
    expect(apply).toHaveBeenCalledWith('complete_task', bread);
    expect(await screen.findByRole('heading', { name: 'Completed' })).toBeDefined();
  });
});

test('the budget is told in the zone of the reader', async () => {
  await renderPanel();
  expect(screen.getByText('12 of 100 messages today, resets at 01:00')).toBeDefined();
});

test('an assistant that is off says so and shows what works', async () => {
  await renderPanel({ readService: () => Promise.resolve({ ...READY, state: 'off' }) });
  expect(screen.getByText('Off')).toBeDefined();
  expect(screen.getByRole('button', { name: 'list today' })).toBeDefined();
  expect(screen.queryByText(/messages today/)).toBeNull();
});

test('a screen reader is told whole sentences and the outcome of cards, not each word', async () => {
  let go: () => void = () => undefined;
  async function* chat(): AsyncGenerator<ChatEvent> {
    yield { type: 'text', delta: 'Right. I am add' };
    await new Promise<void>((resolve) => (go = resolve));
    yield { type: 'text', delta: 'ing it' };
    yield resultOf({ name: 'add_task', tasks: [milk], batch: 'b' });
    yield END;
  }
  const { user } = await renderPanel({ chat });
  await say(user, 'Add milk');
  const log = screen.getByRole('log');
  await waitFor(() => {
    expect(log.textContent).toBe('Right.');
  });
  go();
  await waitFor(() => {
    expect([...log.children].map(({ textContent }) => textContent)).toEqual([
      'Right.',
      'I am adding it',
      'Added: Milk.',
    ]);
  });
});

describe('earlier conversations', () => {
  async function openList(parts: ApiParts = {}) {
    const panel = await renderPanel(parts);
    await panel.user.click(screen.getByRole('button', { name: 'Conversations' }));
    await screen.findByRole('button', { name: /^Shopping/ });
    return panel;
  }

  test('are listed with their age and resumed where they ended', async () => {
    const listMessages = vi
      .fn<AssistantApi['listMessages']>()
      .mockResolvedValue([{ role: 'user', key: 'm', text: 'Eggs?' }]);
    const { user } = await openList({ listMessages });
    expect(screen.getByText('11:30')).toBeDefined();
    expect(screen.getByText('20 Nov')).toBeDefined();
    await user.click(screen.getByRole('button', { name: /^Shopping/ }));
    expect(listMessages).toHaveBeenCalledWith('c1');
    expect(await screen.findByText('Eggs?')).toBeDefined();
    await waitFor(() => {
      expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Shopping' }));
    });
  });

  test('are renamed by Enter, and left alone by Escape', async () => {
    const rename = vi.fn<AssistantApi['rename']>((id, title) =>
      Promise.resolve({ id, title, updatedAt: '2026-11-26T10:30:00Z' }),
    );
    const { user, onClose } = await openList({ rename });
    await user.click(screen.getByRole('button', { name: 'Rename “Shopping”' }));
    await user.keyboard('Food{Escape}');
    expect(rename).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Rename “Shopping”' }));
    await user.keyboard('Food{Enter}');
    expect(rename).toHaveBeenCalledWith('c1', 'Food');
    expect(await screen.findByRole('button', { name: /^Food/ })).toBeDefined();
  });

  test('keep the words of a rename that failed', async () => {
    const { user } = await openList({ rename: () => Promise.reject(createApiError(503)) });
    await user.click(screen.getByRole('button', { name: 'Rename “Shopping”' }));
    await user.keyboard('Food{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('The server is restarting.');
    expect(screen.getByLabelText<HTMLInputElement>('Title of the conversation').value).toBe('Food');
  });

  test('are deleted after a second click that says what is lost', async () => {
    const remove = vi.fn<AssistantApi['remove']>().mockResolvedValue();
    const { user } = await openList({ remove });
    await user.click(screen.getByRole('button', { name: 'Delete “Taxes”' }));
    expect(remove).not.toHaveBeenCalled();
    const group = screen.getByRole('group', { name: 'Delete “Taxes”?' });
    expect(group.textContent).toContain('cannot be brought back');
    await user.click(within(group).getByRole('button', { name: 'Keep' }));
    await user.click(screen.getByRole('button', { name: 'Delete “Taxes”' }));
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(remove).toHaveBeenCalledWith('c2');
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /^Taxes/ })).toBeNull();
    });
  });

  test('leave the screen when the one that is shown is deleted', async () => {
    const listMessages = () => Promise.resolve([{ role: 'user' as const, key: 'm', text: 'Eggs?' }]);
    const { user, store } = await openList({ listMessages, remove: () => Promise.resolve() });
    await user.click(screen.getByRole('button', { name: /^Shopping/ }));
    await user.click(await screen.findByRole('button', { name: 'Conversations' }));
    await user.click(await screen.findByRole('button', { name: 'Delete “Shopping”' }));
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => {
      expect(store.read().conversation.id).toBeNull();
    });
  });

  test('that cannot be loaded say why and can be tried again', async () => {
    const listConversations = vi.fn<AssistantApi['listConversations']>().mockRejectedValueOnce(createApiError(503));
    listConversations.mockResolvedValueOnce({ conversations: ROWS, nextCursor: null });
    const { user } = await renderPanel({ listConversations });
    await user.click(screen.getByRole('button', { name: 'Conversations' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The server is restarting.');
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('button', { name: /^Shopping/ })).toBeDefined();
  });
});
