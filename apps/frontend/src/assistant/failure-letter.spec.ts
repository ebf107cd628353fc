import { describe, expect, test } from 'vitest';
import { beginCard, type CardState } from './card';
import { type Answer, beginAnswer } from './conversation';
import { writeLetter } from './failure-letter';
import type { FailureCode } from './wire';

const clock = (at: number) => `<${at}>`;

function write(fields: Partial<Answer>) {
  return writeLetter(
    { ...beginAnswer('a'), ...fields },
    { used: 100, limit: 100, resetsAt: '1970-01-01T00:00:09Z' },
    clock,
  );
}

const fail = (code: FailureCode, retryAt: number | null = null, detail = '') =>
  write({ state: 'error', failure: { code, detail, retryAfter: null, retryAt } });

test.each(['running', 'complete'] as const)('an answer that is %s needs no letter', (state) => {
  expect(write({ state })).toBeUndefined();
});

test('a failure that passes says when', () => {
  expect(fail('limited', 5)?.text).toMatch(/ Try again at <5>\.$/);
});

test.each<[FailureCode, 'retry' | 'sign-in' | null]>([
  ['off', null],
  ['quota', null],
  ['refused', null],
  ['away', 'retry'],
  ['slow', 'retry'],
  ['limited', 'retry'],
  ['garbled', 'retry'],
  ['interrupted', 'retry'],
  ['busy', 'retry'],
  ['hasty', 'retry'],
  ['waking', 'retry'],
  ['unreachable', 'retry'],
  ['signed-out', 'sign-in'],
])('what may help with %s is %s', (code, next) => {
  expect(fail(code)?.next).toBe(next);
});

test('what the backend says about a message that it refuses is passed on', () => {
  expect(fail('refused', null, 'There is no such conversation.')?.text).toBe('There is no such conversation.');
});

test('the end of the daily budget says how much it was and when there is more', () => {
  expect(write({ state: 'budget' })?.text).toBe('You have used all 100; there are new ones at <9000>.');
});

test('an answer that ended in error, of which the reason is not kept, is called what it is', () => {
  expect(write({ state: 'error' })?.title).toBe('There was no whole answer.');
});

describe('what has happened is told as far as it is known', () => {
  const failure = { code: 'slow', detail: '', retryAfter: null, retryAt: null } as const;
  const card = beginCard('1', 'add_task', '');
  const withCard = (state: CardState) =>
    write({ state: 'error', failure, parts: [{ kind: 'card', card: { ...card, state } }] });

  test.each([
    ['nothing, without a step', write({ state: 'error', failure }), /Nothing was changed\.$/],
    ['the steps that ended', withCard('done'), /What is shown above has happened, nothing more\.$/],
    ['not, where a step did not end', withCard('lost'), /Your list shows what was done\.$/],
  ])('%s', (_, letter, text) => {
    expect(letter?.text).toMatch(text);
  });
});
