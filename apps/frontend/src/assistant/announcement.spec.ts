import { expect, test } from 'vitest';
import { createResult } from './assistant.fixture';
import { listAnnouncements } from './announcement';
import { beginCard, finishCard } from './card';
import { type Answer, beginAnswer, type Part } from './conversation';

const say = (parts: readonly Part[], state: Answer['state'] = 'running') =>
  listAnnouncements({ ...beginAnswer('a'), parts, state }).map(({ text }) => text);
const text = (words: string): Part => ({ kind: 'text', text: words });

test('a sentence is told once it is complete, not by the word', () => {
  expect(say([text('You have two ta')])).toEqual([]);
  expect(say([text('You have two tasks.')])).toEqual([]);
  expect(say([text('You have two tasks. The fi')])).toEqual(['You have two tasks.']);
});

test('the last words are told when the answer ends, or a card follows', () => {
  expect(say([text('Done. Bye')], 'complete')).toEqual(['Done.', 'Bye']);
  expect(say([text('I look'), { kind: 'card', card: beginCard('1', 'list_tasks', '') }])).toEqual(['I look']);
});

test('a card is told once it has an outcome', () => {
  const card = beginCard('1', 'add_task', 'Milk');
  const failed = finishCard(
    card,
    createResult({ callId: '1', name: 'add_task', outcome: 'failed', summary: 'Too long.' }),
  );
  expect(say([{ kind: 'card', card }])).toEqual([]);
  expect(say([{ kind: 'card', card: failed }])).toEqual(['Not added “Milk”. Too long.']);
});

test('what was told keeps its key when an earlier card ends later', () => {
  const [first, second] = [beginCard('1', 'add_task', ''), beginCard('2', 'add_task', '')];
  const done = (card: typeof first) => finishCard(card, createResult({ callId: '', name: 'add_task' }));
  const keys = (cards: readonly (typeof first)[]) =>
    listAnnouncements({ ...beginAnswer('a'), parts: cards.map((card) => ({ kind: 'card', card })) }).map(
      ({ key }) => key,
    );
  expect(keys([first, done(second)])).toEqual(['1']);
  expect(keys([done(first), done(second)])).toEqual(['0', '1']);
});
