import { expect, test } from 'vitest';
import { streamUntil } from './stream-until';

/** A stream that is written by hand, and knows whether its reader has left. */
function createSource() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const seen = { isCancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    start: (own) => {
      controller = own;
    },
    cancel: () => {
      seen.isCancelled = true;
    },
  });
  return { stream, seen, controller, write: (text: string) => controller.enqueue(new TextEncoder().encode(text)) };
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { done, value } = await reader.read();
  return done ? undefined : new TextDecoder().decode(value);
}

test('passes on what comes, and the end of the source', async () => {
  const source = createSource();
  const reader = streamUntil(source.stream, new AbortController().signal).getReader();
  source.write('one');
  expect(await readText(reader)).toBe('one');
  source.controller.close();
  expect(await readText(reader)).toBeUndefined();
});

test('ends regularly when told to, while a reader waits, and lets the source go', async () => {
  const source = createSource();
  const end = new AbortController();
  const reader = streamUntil(source.stream, end.signal).getReader();
  const waiting = readText(reader);
  end.abort();
  expect(await waiting).toBeUndefined();
  expect(source.seen.isCancelled).toBe(true);
});

test('has ended already when it was told to before it began', async () => {
  const source = createSource();
  expect(await readText(streamUntil(source.stream, AbortSignal.abort()).getReader())).toBeUndefined();
  expect(source.seen.isCancelled).toBe(true);
});

test('breaks where the source breaks', async () => {
  const source = createSource();
  const reader = streamUntil(source.stream, new AbortController().signal).getReader();
  source.controller.error(new Error('cut'));
  await expect(readText(reader)).rejects.toThrow('cut');
});

test('tells the source that its reader has left, and is not told to end any more', async () => {
  const source = createSource();
  const end = new AbortController();
  const stream = streamUntil(source.stream, end.signal);
  await stream.cancel();
  expect(source.seen.isCancelled).toBe(true);
  expect(() => {
    end.abort();
  }).not.toThrow();
});
