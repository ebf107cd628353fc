import { expect, test } from 'vitest';
import { createTask } from '@/tasks/task.fixture';
import { beginCard, type Card, finishCard } from './card';
import { describeCard, describeDecision, saysMore } from './verbs';
import type { CallResult } from './wire';

const milk = createTask({ id: 'milk', title: 'Milk. Oat' });
const bread = createTask({ id: 'bread', title: 'Bread' });

function cardOf(name: string, result: Partial<CallResult>, about = ''): Card {
  const nothing = { outcome: 'done', summary: '', tasks: [], batch: null, confirmation: null } as const;
  return finishCard(beginCard('1', name, about), { ...nothing, ...result });
}

test.each([
  ['Adding “Milk”…', beginCard('1', 'add_task', 'Milk')],
  ['Working…', beginCard('1', 'of_a_later_version', '')],
  ['Added', cardOf('add_task', { tasks: [milk], batch: 'b', summary: 'Added “Milk. Oat”.' })],
  ['Completed 2 tasks', cardOf('complete_tasks', { tasks: [milk, bread], batch: 'b' })],
  ['Nothing changed', cardOf('update_tasks', { tasks: [milk], summary: '“Milk. Oat” was like that already.' })],
  ['2 tasks match “m”', cardOf('search_tasks', { tasks: [milk, bread], summary: '2 tasks match “m”.' })],
  ['Not added “Milk”', cardOf('add_task', { outcome: 'failed', summary: 'Too long.' }, 'Milk')],
  ['Waiting for you', cardOf('delete_tasks', { outcome: 'waiting' })],
  ['Undid', cardOf('undo', { tasks: [milk], batch: 'b' })],
])('a card says %s', (headline, card) => {
  expect(describeCard(card)).toBe(headline);
});

test('a card whose changes were taken back says both', () => {
  const card = cardOf('add_task', { tasks: [milk], batch: 'b' });
  expect(describeCard({ ...card, undo: { target: { batch: 'b' }, state: 'undone' } })).toBe('Added, then undone');
});

test('tasks that fared differently are told in the words of the backend', () => {
  const summary = 'Completed “Milk. Oat”. “Bread” was done already.';
  expect(describeCard(cardOf('complete_tasks', { tasks: [milk, bread], batch: 'b', summary }))).toBe(summary);
});

test.each<[boolean, string, Partial<CallResult>]>([
  [false, 'that the list says too', { tasks: [milk], batch: 'b' }],
  [false, 'that is the headline', { tasks: [milk, bread], batch: 'b', summary: 'Completed “Milk”. “Bread” was done.' }],
  [true, 'that nothing had to change', { tasks: [milk] }],
  [true, 'without a list', { batch: 'b' }],
  [true, 'about a failure', { outcome: 'failed', tasks: [milk] }],
])('the sentence of the backend is shown (%s): one %s', (isShown, _, result) => {
  expect(saysMore(cardOf('complete_tasks', { summary: 'Completed “Milk. Oat”.', ...result }))).toBe(isShown);
});

test('what waits is asked about, and the buttons name what they do, to how many', () => {
  expect(describeDecision(['delete_task', 'delete_tasks'], 5)).toEqual({
    question: 'Delete these 5 tasks?',
    yes: 'Delete 5 tasks',
    no: 'Keep them',
    isDelete: true,
  });
  expect(describeDecision(['update_tasks'], 4)).toMatchObject({
    yes: 'Change 4 tasks',
    no: 'Leave them',
    isDelete: false,
  });
  expect(describeDecision(['undo'], 2)).toMatchObject({ question: 'Undo the changes to these 2 tasks?', yes: 'Undo' });
  expect(describeDecision(['update_tasks', 'delete_tasks'], 1)).toEqual({
    question: 'Change this task?',
    yes: 'Change it',
    no: 'Leave it',
    isDelete: true,
  });
});
