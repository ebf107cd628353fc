import { describe, expect, test, vi } from 'vitest';
import { ApiError, createApiError } from '@/lib/api/errors';
import { createTask } from '@/tasks/task.fixture';
import type { AssistantApi, Service } from './assistant-api';
import { createResult, createStore, NOON, replay } from './assistant.fixture';
import type { AssistantStore } from './assistant-store';
import type { CommandPlan } from './browser-commands';
import { listCards } from './conversation';
import type { UndoApi } from './undo-api';
import type { ChatEvent } from './chat-events';
import type { FailureCode } from './wire';

const milk = createTask({ id: 'milk', title: 'Milk' });
const END: ChatEvent = { type: 'end', finish: 'complete' };
const READY: Service = {
  state: 'ready',
  budget: { used: 1, limit: 100, resetsAt: '2026-11-27T00:00:00Z' },
  retryAfter: null,
};

function failWith(code: FailureCode, retryAfter: number | null = null): readonly ChatEvent[] {
  return [
    { type: 'error', failure: { code, detail: '', retryAfter } },
    { type: 'end', finish: 'error' },
  ];
}

/** A turn that a test lets go on, event by event. */
function createTurn() {
  const waiting: ((event: ChatEvent) => void)[] = [];
  async function* chat(): AsyncGenerator<ChatEvent> {
    for (;;) {
      const event = await new Promise<ChatEvent>((resolve) => waiting.push(resolve));
      yield event;
      if (event.type === 'end') return;
    }
  }
  const say = async (event: ChatEvent) => {
    await vi.waitFor(() => {
      expect(waiting).toHaveLength(1);
    });
    waiting.shift()?.(event);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { chat, say };
}

const readCards = (store: AssistantStore) => store.read().conversation.messages.flatMap(listCards);
const readAnswers = (store: AssistantStore) =>
  store.read().conversation.messages.filter((message) => message.role === 'assistant');

describe('asking', () => {
  test('sends the message with the zone, and the conversation once there is one', async () => {
    const chat = vi.fn<AssistantApi['chat']>(() => replay({ type: 'conversation', id: 'c1', title: 'Milk' }, END));
    const { store } = createStore({ chat });
    await store.ask('Milk?');
    await store.ask('And bread?');
    expect(chat.mock.calls.map(([request]) => request)).toEqual([
      { message: 'Milk?', conversationId: null, zone: 'Europe/Berlin' },
      { message: 'And bread?', conversationId: 'c1', zone: 'Europe/Berlin' },
    ]);
  });

  test('is one thing at a time', async () => {
    const { chat, say } = createTurn();
    const { store } = createStore({ chat });
    const first = store.ask('One');
    await store.ask('Two');
    await say(END);
    await first;
    expect(store.read().conversation.messages).toMatchObject([{ text: 'One' }, { state: 'complete' }]);
  });

  test('tells the list once per call that changed tasks, not for those that only looked', async () => {
    const { store, onTasksChanged } = createStore({
      chat: () =>
        replay(
          { type: 'result', result: createResult({ callId: '1', name: 'search_tasks', tasks: [milk] }) },
          { type: 'result', result: createResult({ callId: '2', name: 'complete_task', tasks: [milk], batch: 'b' }) },
          END,
        ),
    });
    await store.ask('Done with the milk');
    expect(onTasksChanged).toHaveBeenCalledTimes(1);
  });

  test('after another turn that is just ending succeeds by itself', async () => {
    const chat = vi.fn<AssistantApi['chat']>(() => replay(END));
    chat.mockImplementationOnce(() => replay(...failWith('busy')));
    const { store, wait } = createStore({ chat });
    await store.ask('Again');
    expect(wait).toHaveBeenCalledTimes(1);
    expect(readAnswers(store)).toMatchObject([{ state: 'complete', failure: null }]);
  });

  test('while another turn goes on and on ends with a word about it', async () => {
    const chat = vi.fn<AssistantApi['chat']>(() => replay(...failWith('busy')));
    const { store } = createStore({ chat });
    await store.ask('Again');
    expect(chat).toHaveBeenCalledTimes(3);
    expect(readAnswers(store)).toMatchObject([{ state: 'error', failure: { code: 'busy' } }]);
  });

  test('once more keeps what came before', async () => {
    const chat = vi.fn<AssistantApi['chat']>(() => replay({ type: 'text', delta: 'Whole.' }, END));
    chat.mockImplementationOnce(() => replay({ type: 'text', delta: 'Ha' }, ...failWith('interrupted')));
    const { store } = createStore({ chat });
    await store.ask('Milk?');
    await store.retry();
    expect(store.read().conversation.messages).toMatchObject([
      { role: 'user', text: 'Milk?' },
      { failure: { code: 'interrupted' }, parts: [{ text: 'Ha' }] },
      { state: 'complete', parts: [{ text: 'Whole.' }] },
    ]);
    expect(chat.mock.calls[1]?.[0].message).toBe('Milk?');
  });
});

describe('stopping', () => {
  test('keeps what came, ends the request and ignores what comes later', async () => {
    const { chat, say } = createTurn();
    const signals: AbortSignal[] = [];
    const { store } = createStore({
      chat: (_, signal) => {
        signals.push(signal);
        return chat();
      },
    });
    const turn = store.ask('A long story');
    await say({ type: 'text', delta: 'Once' });
    store.stop();
    expect(signals[0]?.aborted).toBe(true);
    await say({ type: 'text', delta: ' upon a time' });
    await turn;
    expect(readAnswers(store)).toMatchObject([{ state: 'stopped', parts: [{ text: 'Once' }] }]);
  });

  test('in the middle of a call makes the list look for itself', async () => {
    const { chat, say } = createTurn();
    const { store, onTasksChanged } = createStore({ chat });
    void store.ask('Add milk');
    await say({ type: 'tool', callId: '1', name: 'add_task', about: 'Milk' });
    store.stop();
    expect(readCards(store)).toMatchObject([{ state: 'lost' }]);
    expect(onTasksChanged).toHaveBeenCalledTimes(1);
  });

  test('is part of leaving a conversation', async () => {
    const { chat, say } = createTurn();
    const { store } = createStore({ chat });
    const turn = store.ask('A long story');
    await say({ type: 'text', delta: 'Once' });
    store.startNew();
    await say({ type: 'conversation', id: 'old', title: 'Old' });
    await turn;
    expect(store.read().conversation).toEqual({ id: null, title: '', messages: [] });
  });
});

describe('without the assistant', () => {
  const plan = (outcome: Awaited<ReturnType<CommandPlan['run']>>) => (): CommandPlan => {
    return { name: 'add_task', about: 'Milk', run: () => Promise.resolve(outcome) };
  };
  const added = plan({ state: 'done', tasks: [milk], undo: { target: { activityId: 'x' }, state: 'offered' } });

  test.each<FailureCode>(['off', 'away', 'slow', 'limited', 'quota', 'garbled'])(
    'a simple command is carried out by the browser: %s',
    async (code) => {
      const { store, onTasksChanged } = createStore({ chat: () => replay(...failWith(code)) }, { plan: added });
      await store.ask('add milk');
      expect(readAnswers(store)).toMatchObject([{ failure: { code } }]);
      expect(readCards(store)).toMatchObject([{ by: 'browser', state: 'done', tasks: [milk], about: 'Milk' }]);
      expect(onTasksChanged).toHaveBeenCalledTimes(1);
    },
  );

  test.each<FailureCode>(['interrupted', 'unreachable', 'signed-out', 'refused'])(
    'nothing is carried out where the assistant may have done it, or nobody could: %s',
    async (code) => {
      const { store } = createStore({ chat: () => replay(...failWith(code)) }, { plan: added });
      await store.ask('add milk');
      expect(readCards(store)).toEqual([]);
    },
  );

  test('nothing is done twice: what the assistant began stays with it', async () => {
    const result = createResult({ callId: '1', name: 'add_task', tasks: [milk], batch: 'b' });
    const { store } = createStore(
      { chat: () => replay({ type: 'result', result }, ...failWith('slow')) },
      { plan: added },
    );
    await store.ask('add milk');
    expect(readCards(store)).toMatchObject([{ by: 'assistant' }]);
  });

  test('the end of the daily budget is such a case', async () => {
    const { store } = createStore({ chat: () => replay({ type: 'end', finish: 'budget' }) }, { plan: added });
    await store.ask('add milk');
    expect(readCards(store)).toMatchObject([{ by: 'browser' }]);
  });

  test('an assistant that is off is not asked at all', async () => {
    const chat = vi.fn<AssistantApi['chat']>();
    const readService = () => Promise.resolve({ ...READY, state: 'off' as const });
    const { store } = createStore({ chat, readService }, { plan: added });
    await store.check();
    await store.ask('add milk');
    expect(chat).not.toHaveBeenCalled();
    expect(readCards(store)).toMatchObject([{ by: 'browser', state: 'done' }]);
  });

  test('a command that fails says why', async () => {
    const failing = () => ({ name: 'add_task', about: '', run: () => Promise.reject(createApiError(503)) });
    const { store } = createStore({ chat: () => replay(...failWith('off')) }, { plan: failing });
    await store.ask('add milk');
    expect(readCards(store)).toMatchObject([{ state: 'failed', summary: 'The server is restarting.' }]);
  });

  test('a card that asks which is settled by the answer', async () => {
    const apply = vi.fn().mockResolvedValue({ state: 'done', tasks: [milk] });
    const asking = plan({ state: 'asking', tasks: [milk, createTask({ id: 'm2', title: 'Milk 2' })] });
    const { store, onTasksChanged } = createStore({ chat: () => replay(...failWith('off')) }, { plan: asking, apply });
    await store.ask('done milk');
    expect(onTasksChanged).not.toHaveBeenCalled();
    const [card] = readCards(store);
    await store.choose(card?.id ?? '', milk);
    expect(apply).toHaveBeenCalledWith('add_task', milk);
    expect(readCards(store)).toMatchObject([{ state: 'done', tasks: [milk] }]);
  });
});

describe('the state of the assistant', () => {
  const readService = () => Promise.resolve(READY);

  test('is asked for, and unknown while nobody answers', async () => {
    const { store } = createStore();
    await store.check();
    expect(store.read().service).toBeNull();
  });

  test('follows what the turns say', async () => {
    const chat = vi.fn<AssistantApi['chat']>(() => replay(END));
    chat.mockImplementationOnce(() => replay(...failWith('limited', 60)));
    const { store } = createStore({ chat, readService });
    await store.check();
    await store.ask('Hello');
    expect(store.read().service).toMatchObject({ state: 'limited', retryAt: NOON + 60_000 });
    await store.ask('Hello');
    expect(store.read().service).toMatchObject({ state: 'ready', retryAt: null });
  });

  test('counts the budget as the backend does', async () => {
    const budget = { used: 2, limit: 100, resetsAt: '2026-11-27T00:00:00Z' };
    const { store } = createStore({ chat: () => replay({ type: 'budget', budget }, END), readService });
    await store.check();
    await store.ask('Hello');
    expect(store.read().service?.budget).toEqual(budget);
  });
});

describe('undo', () => {
  const chat = () =>
    replay(
      { type: 'result', result: createResult({ callId: '1', name: 'add_task', tasks: [milk], batch: 'b1' }) },
      END,
    );

  test('takes back all of a card', async () => {
    const undo = vi.fn<UndoApi['undo']>().mockResolvedValue([milk]);
    const { store, onTasksChanged } = createStore({ chat, undo });
    await store.ask('Add milk');
    await store.undo(readCards(store)[0]?.id ?? '');
    expect(undo).toHaveBeenCalledWith({ batch: 'b1' });
    expect(readCards(store)).toMatchObject([{ undo: { state: 'undone' } }]);
    expect(onTasksChanged).toHaveBeenCalledTimes(2);
  });

  test('that is refused says why and can be tried again', async () => {
    const undo = vi.fn<UndoApi['undo']>().mockRejectedValueOnce(new ApiError(409, '“Milk” was changed since.'));
    undo.mockResolvedValueOnce([milk]);
    const { store } = createStore({ chat, undo });
    await store.ask('Add milk');
    const id = readCards(store)[0]?.id ?? '';
    await store.undo(id);
    expect(readCards(store)).toMatchObject([{ undo: { state: 'offered', failure: '“Milk” was changed since.' } }]);
    await store.undo(id);
    expect(readCards(store)[0]?.undo).toEqual({ target: { batch: 'b1' }, state: 'undone' });
  });

  test('is sent once, however often it is clicked', async () => {
    const undo = vi.fn<UndoApi['undo']>(() => new Promise(() => undefined));
    const { store } = createStore({ chat, undo });
    await store.ask('Add milk');
    const id = readCards(store)[0]?.id ?? '';
    void store.undo(id);
    void store.undo(id);
    expect(undo).toHaveBeenCalledTimes(1);
  });
});

describe('a call that waits for the user', () => {
  const confirmation = { id: 'f1', summary: 'Delete “Milk”?', tasks: [milk] };
  const waiting = createResult({ callId: '1', name: 'delete_task', outcome: 'waiting', confirmation });
  const chat = () => replay({ type: 'result', result: waiting }, END);
  const decided = { outcome: 'done', summary: '', tasks: [milk], batch: 'b1', confirmation: null } as const;

  async function askAndDecide(decide: AssistantApi['decide'], isApproved: boolean) {
    const { store, onTasksChanged } = createStore({ chat, decide });
    await store.ask('Delete milk');
    await store.decide(readCards(store)[0]?.id ?? '', isApproved);
    return { store, onTasksChanged };
  }

  test('is carried out on approval, and can be undone', async () => {
    const decide = vi.fn<AssistantApi['decide']>().mockResolvedValue(decided);
    const { store, onTasksChanged } = await askAndDecide(decide, true);
    expect(decide).toHaveBeenCalledWith('f1', true);
    expect(readCards(store)).toMatchObject([{ state: 'done', decision: null, undo: { target: { batch: 'b1' } } }]);
    expect(onTasksChanged).toHaveBeenCalledTimes(1);
  });

  test('is left alone on refusal', async () => {
    const decide = vi.fn<AssistantApi['decide']>().mockResolvedValue({ ...decided, outcome: 'refused', batch: null });
    const { store, onTasksChanged } = await askAndDecide(decide, false);
    expect(decide).toHaveBeenCalledWith('f1', false);
    expect(readCards(store)).toMatchObject([{ state: 'declined', decision: null, undo: null }]);
    expect(onTasksChanged).not.toHaveBeenCalled();
  });

  test.each([404, 409, 410])('is over when nobody can decide it any more: %i', async (status) => {
    const { store } = await askAndDecide(() => Promise.reject(createApiError(status)), true);
    expect(readCards(store)).toMatchObject([{ state: 'refused', decision: null, tasks: [] }]);
    expect(readCards(store)[0]?.summary).toMatch(/^This /);
  });

  test('takes the calls along that wait for the same click, and no others', async () => {
    const follower = createResult({ callId: '2', name: 'update_tasks', outcome: 'waiting', summary: 'Waits.' });
    const other = { ...waiting, callId: '3' };
    const { store } = createStore({
      chat: () => replay(...[waiting, follower, other].map((result): ChatEvent => ({ type: 'result', result })), END),
      decide: () => Promise.resolve(decided),
    });
    await store.ask('Delete milk and rename bread');
    await store.decide(readCards(store)[0]?.id ?? '', true);
    expect(readCards(store)).toMatchObject([
      { state: 'done', undo: { target: { batch: 'b1' } } },
      { state: 'done', undo: null, tasks: [], summary: 'See the step above.' },
      { state: 'waiting', decision: { state: 'open' } },
    ]);
  });

  test('stays open when the click did not arrive', async () => {
    const { store } = await askAndDecide(() => Promise.reject(createApiError(0)), true);
    expect(readCards(store)).toMatchObject([
      { state: 'waiting', decision: { state: 'open', failure: 'The server cannot be reached.' } },
    ]);
  });
});

describe('earlier conversations', () => {
  test('are shown as the backend keeps them, the one opened last', async () => {
    const answers = new Map<string, () => void>();
    const { store } = createStore({
      listMessages: (id) =>
        new Promise((resolve) => {
          answers.set(id, () => {
            resolve([{ role: 'user', key: id, text: id }]);
          });
        }),
    });
    const both = [store.resume({ id: 'one', title: 'One' }), store.resume({ id: 'two', title: 'Two' })];
    expect(store.read().loading).toBe('messages');
    answers.get('two')?.();
    answers.get('one')?.();
    await Promise.all(both);
    expect(store.read()).toMatchObject({ loading: 'no', conversation: { id: 'two', messages: [{ text: 'two' }] } });
  });

  test('take no message before they are there: it would be lost', async () => {
    const chat = vi.fn<AssistantApi['chat']>();
    const { store } = createStore({ chat, listMessages: () => new Promise(() => undefined) });
    void store.resume({ id: 'one', title: 'One' });
    await store.ask('Too early');
    expect(chat).not.toHaveBeenCalled();
    expect(store.read().conversation.messages).toEqual([]);
  });

  test('that cannot be read say why', async () => {
    const { store } = createStore({ listMessages: () => Promise.reject(createApiError(503)) });
    await store.resume({ id: 'one', title: 'One' });
    expect(store.read().loading).toEqual({ failure: 'The server is restarting.' });
  });

  test('take over a new title if they are the one on the screen', async () => {
    const { store } = createStore({ listMessages: () => Promise.resolve([]) });
    await store.resume({ id: 'one', title: 'One' });
    store.retitle('two', 'Two');
    store.retitle('one', 'Uno');
    expect(store.read().conversation.title).toBe('Uno');
  });
});
