import { expect, test, vi } from 'vitest';
import { collect, frame, streamOf, wireTask } from './assistant.fixture';
import { type ChatConnection, readEvents, streamChat } from './chat-stream';

const request = { message: 'Grüße 🌍', conversationId: null, zone: 'Europe/Berlin' };
const encode = (text: string) => new TextEncoder().encode(text);

const TURN =
  frame('conversation', { id: 'c1', title: 'Milch & Brot' }) +
  ': ping\n\n' +
  frame('tool', { call_id: 'k1', name: 'add_task', arguments: { title: 'Grüße 🌍' } }) +
  frame('result', {
    call_id: 'k1',
    name: 'add_task',
    outcome: 'done',
    summary: 'Added.',
    tasks: [wireTask({ id: 't1', title: 'Grüße 🌍', due: { date: '2026-11-27', time: null, zone: null, at: null } })],
    batch: 'b1',
    confirmation: null,
  }) +
  frame('text', { delta: 'Erledigt — „Grüße“\n\nevent: end' }) +
  frame('budget', { used: 12, limit: 100, resets_at: '2026-11-27T00:00:00Z' }) +
  frame('end', { finish: 'complete', message_id: 'm1' });

function connect(send: typeof fetch): ChatConnection {
  return { url: 'http://x/api/v1/chat', origin: 'tab-1', send, silenceSeconds: 5 };
}

const answerWith = (response: () => Response) => connect(() => Promise.resolve(response()));
const ask = (connection: ChatConnection, signal = new AbortController().signal) =>
  collect(streamChat(connection, request, signal));

test('a turn is read alike wherever its bytes are cut', async () => {
  const bytes = encode(TURN);
  const whole = await collect(readEvents(streamOf([bytes]), 5));
  expect(whole.map(({ type }) => type)).toEqual(['conversation', 'tool', 'result', 'text', 'budget', 'end']);
  expect(whole[1]).toEqual({ type: 'tool', callId: 'k1', name: 'add_task', about: 'Grüße 🌍' });
  expect(whole[3]).toEqual({ type: 'text', delta: 'Erledigt — „Grüße“\n\nevent: end' });
  for (let at = 1; at < bytes.length; at++) {
    const cut = await collect(readEvents(streamOf([bytes.subarray(0, at), bytes.subarray(at)]), 5));
    expect(cut, `cut at byte ${at}`).toEqual(whole);
  }
});

test('a turn is read alike when each byte comes alone, and with the line ends of other systems', async () => {
  const whole = await collect(readEvents(streamOf([encode(TURN)]), 5));
  const bytes = encode(TURN.replaceAll('\n', '\r\n'));
  expect(await collect(readEvents(streamOf([...bytes].map((byte) => Uint8Array.of(byte))), 5))).toEqual(whole);
});

test('a turn that breaks off anywhere before its end is interrupted, and says so last', async () => {
  const bytes = encode(TURN);
  for (let at = 0; at < bytes.length; at++) {
    const events = await collect(readEvents(streamOf([bytes.subarray(0, at)]), 5));
    expect(events.slice(-2), `broken off at byte ${at}`).toEqual([
      { type: 'error', failure: { code: 'interrupted', detail: '', retryAfter: null } },
      { type: 'end', finish: 'interrupted' },
    ]);
  }
});

test.each([
  ['no JSON', 'event: text\ndata: {"delta":\n\n'],
  ['another shape', frame('text', { delta: 7 })],
  ['an unknown outcome', frame('end', { finish: 'perhaps' })],
])('what is not as agreed ends the turn as interrupted: %s', async (_, bad) => {
  const events = await collect(readEvents(streamOf([encode(frame('text', { delta: 'a' }) + bad + TURN)]), 5));
  expect(events.map(({ type }) => type)).toEqual(['text', 'error', 'end']);
});

test('an event of a later version is passed over', async () => {
  const events = await collect(readEvents(streamOf([encode(frame('mood', { is: 'good' }) + TURN)]), 5));
  expect(events[0]?.type).toBe('conversation');
});

test('a line that stays silent counts as broken', async () => {
  const silent = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encode(frame('text', { delta: 'a' })));
    },
  });
  const events = await collect(readEvents(silent, 0.01));
  expect(events.at(-1)).toEqual({ type: 'end', finish: 'interrupted' });
});

test('the message, the zone and the origin go to the backend', async () => {
  const send = vi.fn<typeof fetch>().mockResolvedValue(new Response(TURN));
  await collect(streamChat(connect(send), { ...request, conversationId: 'c1' }, new AbortController().signal));
  const [url, init] = send.mock.calls[0] ?? [];
  expect(url).toBe('http://x/api/v1/chat');
  expect(JSON.parse(init?.body as string)).toEqual({
    message: 'Grüße 🌍',
    zone: 'Europe/Berlin',
    conversation_id: 'c1',
  });
  expect(init?.headers).toMatchObject({ accept: 'text/event-stream', 'x-origin': 'tab-1' });
});

test.each([
  [401, {}, 'signed-out'],
  [404, {}, 'refused'],
  [422, {}, 'refused'],
  [429, { code: 'busy' }, 'busy'],
  [429, {}, 'hasty'],
  [502, {}, 'unreachable'],
  [503, {}, 'unreachable'],
  [503, { code: 'database-away' }, 'waking'],
])('an answer %i %o that is no stream is told as %s', async (status, problem, code) => {
  const events = await ask(answerWith(() => Response.json(problem, { status, headers: { 'retry-after': '7' } })));
  expect(events).toEqual([
    { type: 'error', failure: { code, detail: '', retryAfter: 7 } },
    { type: 'end', finish: 'error' },
  ]);
});

test('without a server the turn ends as unreachable', async () => {
  const events = await ask(connect(() => Promise.reject(new TypeError('failed to fetch'))));
  expect(events[0]).toMatchObject({ failure: { code: 'unreachable' } });
});

test('an abort ends without a word, whatever has come', async () => {
  const controller = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    start: (out) => {
      out.enqueue(encode(frame('text', { delta: 'a' })));
      controller.signal.addEventListener('abort', () => {
        out.error(new DOMException('aborted', 'AbortError'));
      });
    },
  });
  const events = [];
  for await (const event of streamChat(
    answerWith(() => new Response(body)),
    request,
    controller.signal,
  )) {
    events.push(event);
    controller.abort();
  }
  expect(events).toEqual([{ type: 'text', delta: 'a' }]);
});
