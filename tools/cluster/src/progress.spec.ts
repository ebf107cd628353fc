import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { createProgress, formatDuration } from './progress';

function makeStream(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream;
  return { stream, text: () => String((stream as unknown as PassThrough).read() ?? '') };
}

it('writes plain lines, at most one in five seconds, where there is no terminal', () => {
  const { stream, text } = makeStream(false);
  const progress = createProgress(stream);
  for (let step = 1; step <= 100; step += 1) progress.update(`step ${step}`);
  progress.say('done');
  expect(text()).toBe('step 1\ndone\n');
});

it('rewrites one line of a terminal, never wider than it is', () => {
  const { stream, text } = makeStream(true);
  const progress = createProgress(stream);
  progress.update('x'.repeat(100));
  progress.update('short');
  progress.say('done');
  expect(text()).toBe(`\r\u001b[K${'x'.repeat(39)}\r\u001b[Kshort\r\u001b[Kdone\n`);
});

it('knows what is being done', () => {
  const progress = createProgress(makeStream(false).stream);
  progress.say('Compiling');
  expect(progress.doing()).toBe('Compiling');
});

it.each([
  [4400, '4 s'],
  [365_000, '6 min 5 s'],
])('%d ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
