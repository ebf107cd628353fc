import { expect, test } from 'vitest';
import { readBody } from './request-body';

/** A body that says nothing of its length. It never ends unless told to. */
function stream(chunks: readonly string[], end: 'ends' | 'stalls' | 'breaks'): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (end === 'ends') controller.close();
      if (end === 'breaks') controller.error(new Error('aborted'));
    },
  });
}

function post(body: ReadableStream<Uint8Array> | null, headers: Record<string, string> = {}): Request {
  return new Request('http://x/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

test('a body comes whole', async () => {
  const { body } = await readBody(post(stream(['ab', 'c'], 'ends')), { maxBytes: 3 });
  expect(new TextDecoder().decode(body ?? undefined)).toBe('abc');
});

test('no body is none', async () => {
  expect((await readBody(post(null))).body).toBeNull();
});

test.each([
  ['too long by its own account', post(stream([], 'stalls'), { 'content-length': '4' }), 413],
  ['too long without an account of it', post(stream(['ab', 'cd'], 'stalls')), 413],
  ['too slow', post(stream(['ab'], 'stalls')), 408],
  ['broken off', post(stream(['ab'], 'breaks')), 400],
])('one that is %s ends the connection', async (_, request, status) => {
  const { refusal } = await readBody(request, { maxBytes: 3, seconds: 0.05 });
  expect(refusal?.status).toBe(status);
  expect(refusal?.headers.get('connection')).toBe('close');
  expect(refusal?.headers.get('content-type')).toBe('application/problem+json');
});
