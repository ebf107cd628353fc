import { describe, expect, it } from 'vitest';
import type { TaskEvent } from '../lib/events';
import { applyEvent, beginRows, endBeginning, settleRows, type Row } from './rows';

/** An event at so many seconds. */
function at(second: number, event: Partial<TaskEvent>): TaskEvent {
  const time = new Date(second * 1000).toISOString();
  return { time, project: 'backend', event: 'progress', part: 'image backend', text: '', ...event };
}

const apply = (...events: readonly TaskEvent[]): readonly Row[] => events.reduce(applyEvent, []);

it('keeps the last word about a part, and when it began and ended', () => {
  const begun = at(1, { state: 'running', text: '[base] python:3.12-slim' });
  const ended = at(13, { event: 'result', state: 'done', text: 'todo-app/backend:1f3a  built' });
  expect(apply(begun)).toMatchObject([{ state: 'running', text: begun.text, since: 1000, until: undefined }]);
  expect(apply(begun, ended)).toEqual([
    { part: 'image backend', state: 'done', text: ended.text, since: 1000, until: 13_000 },
  ]);
});

it('takes the time of a part that is heard of only at its end from what it says', () => {
  expect(apply(at(9, { event: 'step', state: 'done', seconds: 2 }))).toMatchObject([{ since: 7000, until: 9000 }]);
});

it('has no row for what is only noted, or said by another program', () => {
  expect(apply(at(1, { event: 'note', part: 'changes', text: 'first install' }), at(2, { event: 'detail' }))).toEqual(
    [],
  );
});

it('shows the first line of a letter', () => {
  const letter = 'Build the image of "backend": Dockerfile:7 failed.\n  7 | RUN npm ci';
  expect(apply(at(1, { event: 'result', state: 'failed', text: letter }))).toMatchObject([
    { state: 'failed', text: 'Build the image of "backend": Dockerfile:7 failed.' },
  ]);
});

it('puts the rows in the order in which things happen, images as they come', () => {
  const parts = ['url', 'something new', 'release', 'rollout backend', 'image frontend', 'image backend', 'programs'];
  const rows = apply(...parts.map((part) => at(1, { part, state: 'running' })));
  expect(rows.map(({ part }) => part)).toEqual([
    ...['programs', 'image frontend', 'image backend', 'rollout backend', 'release', 'url', 'something new'],
  ]);
});

describe('of a part that has ended', () => {
  const built = at(5, { event: 'result', state: 'done', text: 'built in 5 s' });

  it('the deploy that has the image too says nothing new', () => {
    expect(apply(built, at(9, { state: 'unchanged', text: 'todo-app/backend:1f3a' }))).toEqual(apply(built));
  });

  it('a later step says it better, and changes neither time nor state', () => {
    const unchanged = at(1, { event: 'result', part: 'cluster', state: 'unchanged', text: 'is ready' });
    const step = at(9, { event: 'step', part: 'cluster', state: 'done', text: 'kind-todo-app v1.36.3', seconds: 1 });
    expect(apply(unchanged, step)).toMatchObject([{ state: 'unchanged', text: 'kind-todo-app v1.36.3', until: 1000 }]);
  });

  it('the result keeps what the last step said', () => {
    const step = at(1, { event: 'step', part: 'release', state: 'done', text: 'backend 1/1 ready' });
    const result = at(2, { event: 'result', part: 'release', state: 'done', text: '\nRelease "todo-app"' });
    expect(apply(step, result)).toMatchObject([{ text: 'backend 1/1 ready' }]);
  });

  it('a failure counts', () => {
    expect(apply(built, at(9, { state: 'failed', text: 'no' }))).toMatchObject([{ state: 'failed', until: 9000 }]);
  });
});

it('knows an image that Nx had in its cache from the deploy alone', () => {
  expect(apply(at(3, { state: 'unchanged', text: 'todo-app/backend:1f3a' }))).toMatchObject([
    { part: 'image backend', state: 'unchanged', text: 'todo-app/backend:1f3a' },
  ]);
});

it('leaves nothing running when everything is over', () => {
  const rows = apply(at(1, { state: 'running', text: '0/1 ready' }), at(2, { part: 'cluster', state: 'done' }));
  expect(settleRows(rows, 8000)).toMatchObject([
    { part: 'cluster', state: 'done', until: 2000 },
    { part: 'image backend', state: 'waiting', text: '0/1 ready', until: 8000 },
  ]);
});

it('shows that something goes on before the first word', () => {
  const begun = beginRows(1000);
  expect(begun).toMatchObject([{ part: 'tasks', state: 'running' }]);
  const first = applyEvent(endBeginning(begun, 3000), at(3, { state: 'running' }));
  expect(endBeginning(first, 9000)).toMatchObject([
    { part: 'tasks', state: 'done', until: 3000 },
    { part: 'image backend', state: 'running' },
  ]);
});
