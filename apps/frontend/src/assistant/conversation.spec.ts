import { describe, expect, test } from 'vitest';
import { createTask } from '@/tasks/task.fixture';
import { createResult } from './assistant.fixture';
import {
  type Answer,
  type Conversation,
  type ConversationAction,
  findCard,
  findRunning,
  NEW_CONVERSATION,
  reduceConversation,
  restoreAnswer,
} from './conversation';
import type { ChatEvent } from './chat-events';

const milk = createTask({ id: 'milk', title: 'Milk' });
const ASKED: readonly ConversationAction[] = [
  { type: 'asked', key: 'q', text: 'Milk?' },
  { type: 'answering', key: 'a' },
];

function play(...actions: readonly ConversationAction[]): Conversation {
  return [...ASKED, ...actions].reduce(reduceConversation, NEW_CONVERSATION);
}

function event(content: ChatEvent, now = 0): ConversationAction {
  return { type: 'event', key: 'a', event: content, now };
}

function readAnswer({ messages }: Conversation): Answer | undefined {
  return messages.find((message) => message.role === 'assistant');
}

test('text and cards keep the order in which they came', () => {
  const answer = readAnswer(
    play(
      event({ type: 'text', delta: 'I l' }),
      event({ type: 'text', delta: 'ook.' }),
      event({ type: 'tool', callId: '1', name: 'list_tasks', about: '' }),
      event({ type: 'result', result: createResult({ callId: '1', name: 'list_tasks', tasks: [milk] }) }),
      event({ type: 'text', delta: 'One.' }),
    ),
  );
  expect(answer?.parts.map((part) => (part.kind === 'text' ? part.text : part.card.name))).toEqual([
    'I look.',
    'list_tasks',
    'One.',
  ]);
});

test('the results of calls that run at once find their own cards', () => {
  const conversation = play(
    event({ type: 'tool', callId: '1', name: 'add_task', about: 'a' }),
    event({ type: 'tool', callId: '2', name: 'add_task', about: 'b' }),
    event({ type: 'result', result: createResult({ callId: '2', name: 'add_task', batch: 'b2', tasks: [milk] }) }),
  );
  expect(findCard(conversation, 'a/1')).toMatchObject({ state: 'running' });
  expect(findCard(conversation, 'a/2')).toMatchObject({ state: 'done', undo: { target: { batch: 'b2' } } });
});

test('a result whose call was never announced makes its card', () => {
  const result = createResult({ callId: '9', name: 'undo', outcome: 'failed', summary: 'Nothing to undo.' });
  expect(findCard(play(event({ type: 'result', result })), 'a/9')).toMatchObject({ state: 'failed', undo: null });
});

test('call ids that return in a later answer stay apart', () => {
  const call: ChatEvent = { type: 'tool', callId: '1', name: 'undo', about: '' };
  const again: readonly ConversationAction[] = [
    { type: 'answering', key: 'b' },
    { type: 'event', key: 'b', event: call, now: 0 },
    { type: 'card', cardId: 'b/1', change: (card) => ({ ...card, about: 'changed' }) },
  ];
  const conversation = play(event(call), event({ type: 'end', finish: 'complete' }), ...again);
  expect(findCard(conversation, 'a/1')?.about).toBe('');
  expect(findCard(conversation, 'b/1')?.about).toBe('changed');
});

test('a call that waits for the user carries what would happen', () => {
  const confirmation = { id: 'f1', summary: 'Delete 1 task?', tasks: [milk] };
  const result = createResult({ callId: '1', name: 'delete_task', outcome: 'waiting', confirmation });
  expect(findCard(play(event({ type: 'result', result })), 'a/1')).toMatchObject({
    state: 'waiting',
    decision: { id: 'f1', state: 'open', tasks: [milk] },
  });
});

test('the conversation gets its id and title from the backend', () => {
  expect(play(event({ type: 'conversation', id: 'c1', title: 'Milk' }))).toMatchObject({ id: 'c1', title: 'Milk' });
});

describe('an answer that ends', () => {
  const begun = event({ type: 'tool', callId: '1', name: 'add_task', about: '' });

  test.each([
    ['by its end', event({ type: 'end', finish: 'interrupted' }), 'interrupted'],
    ['by the user', { type: 'stopped', key: 'a' } as const, 'stopped'],
  ])('%s keeps what came, and open calls are lost', (_, end, state) => {
    const conversation = play(event({ type: 'text', delta: 'Half' }), begun, end);
    expect(readAnswer(conversation)).toMatchObject({ state, parts: [{ text: 'Half' }, { card: { state: 'lost' } }] });
    expect(findRunning(conversation)).toBeUndefined();
  });

  test('in failure says when it is worth trying again', () => {
    const failure = { code: 'limited', detail: '', retryAfter: 30 } as const;
    const conversation = play(event({ type: 'error', failure }, 1_000), event({ type: 'end', finish: 'error' }));
    expect(readAnswer(conversation)).toMatchObject({ state: 'error', failure: { code: 'limited', retryAt: 31_000 } });
  });
});

test('an answer from the backend shows what was done, then what was said', () => {
  const answer = restoreAnswer(
    'm1',
    [createResult({ callId: '1', name: 'add_task', tasks: [milk] })],
    'Done.',
    'length',
  );
  expect(answer).toMatchObject({
    state: 'length',
    isFresh: false,
    parts: [{ card: { id: 'm1/1' } }, { text: 'Done.' }],
  });
});
