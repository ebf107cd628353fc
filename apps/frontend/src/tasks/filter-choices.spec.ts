import { describe, expect, test } from 'vitest';
import { openView } from './board-query';
import { describeSettings, resolveChoices } from './filter-choices';
import type { BoardQuery } from './task';

const tags = [{ name: 'home', count: 2 }];
const names = (query: BoardQuery, known = tags) => resolveChoices(query, known).map(({ name }) => name);

describe('what can be chosen', () => {
  test.each([
    ['all', openView('all'), ['sort', 'status', 'priority', 'due', 'tag']],
    ['done', openView('done'), ['sort', 'priority', 'due', 'tag']],
    ['today, where all is open and due', openView('today'), ['sort', 'priority', 'tag']],
    [
      'today, with a filter that came by the address',
      { ...openView('today'), status: 'open' as const },
      ['sort', 'status', 'priority', 'tag'],
    ],
  ])('in the view of %s', (_, query, choices) => {
    expect(names(query)).toEqual(choices);
  });

  test('is no tag, where there is none', () => {
    expect(names(openView('all'), [])).not.toContain('tag');
  });

  test('is the tag of the address too, though no open task has it', () => {
    const tag = resolveChoices({ ...openView('all'), tag: 'old' }, tags).find(({ name }) => name === 'tag');
    expect(tag?.options.map(({ value }) => value)).toEqual(['', 'old', 'home']);
    expect(tag?.value).toBe('old');
  });
});

describe('a choice', () => {
  const query: BoardQuery = { ...openView('all'), sort: 'due', order: 'desc' };

  test.each([
    ['sort', 'title', { sort: 'title', order: null }],
    ['sort', '', { sort: null, order: null }],
    ['status', 'done', { status: 'done' }],
    ['status', '', { status: null }],
    ['priority', '0', { priority: 0 }],
    ['priority', '', { priority: null }],
    ['due', 'none', { due: 'none' }],
    ['due', '', { due: null }],
    ['tag', 'home', { tag: 'home' }],
    ['tag', '', { tag: null }],
  ])('of %s as “%s” changes %o', (name, value, changes) => {
    expect(
      resolveChoices(query, tags)
        .find((choice) => choice.name === name)
        ?.resolve(value),
    ).toEqual(changes);
  });
});

test('what is set is told in words, and can be taken away one by one', () => {
  const query: BoardQuery = {
    ...openView('all'),
    tag: 'home',
    status: 'open',
    priority: 3,
    due: 'none',
    sort: 'created',
    order: 'asc',
  };
  expect(describeSettings(query)).toEqual([
    { label: '#home', cleared: { tag: null } },
    { label: 'Open', cleared: { status: null } },
    { label: 'Priority: high', cleared: { priority: null } },
    { label: 'Without a date', cleared: { due: null } },
    { label: 'Date added: oldest first', cleared: { sort: null, order: null } },
  ]);
  expect(describeSettings({ ...query, ...openView('all'), sort: 'priority' })[0]?.label).toBe(
    'Priority: highest first',
  );
  expect(describeSettings(openView('all'))).toEqual([]);
});
