import { describe, expect, test } from 'vitest';
import { countFilters, formatAddress, openView, parseAddress, resolveLanding } from './board-query';

describe('an address', () => {
  test.each([
    '/',
    '/?view=today',
    '/?view=all&q=oat%20milk&tag=home&priority=3&due=any&status=open&sort=title&order=desc',
    '/?view=all&priority=0',
    '/?view=all&q=100%25%20%26%20more%23',
    '/?view=all&tag=%C3%BCber-uns',
  ])('%s says the same after it was read and written', (address) => {
    expect(formatAddress(parseAddress(new URLSearchParams(address.slice(2))))).toBe(address);
  });

  test('reads the same from a page’s props', () => {
    expect(parseAddress({ view: 'done', q: ['a', 'b'], tag: undefined })).toEqual({ ...openView('done'), search: 'a' });
  });

  test.each([
    ['an unknown view', { view: 'everything' }],
    ['an unknown order', { order: 'up' }],
    ['a priority that does not exist', { priority: '4' }],
    ['a priority that only looks like one', { priority: '1e0' }],
    ['a tag with a space in it', { tag: 'two words' }],
    ['a tag that is too long', { tag: 'x'.repeat(31) }],
    ['an inherited name', { constructor: 'x' }],
  ])('with %s is as if that were not there', (_, parameters) => {
    expect(formatAddress(parseAddress(parameters))).toBe('/');
  });

  test('with a filter but no view looks through everything', () => {
    expect(parseAddress({ tag: 'Home' })).toMatchObject({ view: 'all', tag: 'home' });
  });

  test('holds as much of a search as the backend takes, in whole characters', () => {
    expect([...parseAddress({ q: '👩‍🚀'.repeat(300) }).search]).toHaveLength(200);
    expect(parseAddress({ q: 'a\u0000b' }).search).toBe('a b');
  });
});

describe('who asks for nothing', () => {
  const plain = parseAddress({});

  test('is greeted with today, if it holds something', () => {
    expect(resolveLanding(plain, 2).view).toBe('today');
  });

  test('else with everything', () => {
    expect(resolveLanding(plain, 0).view).toBe('all');
  });

  test('a view that was asked for is shown, however empty', () => {
    expect(resolveLanding(parseAddress({ view: 'overdue' }), 2).view).toBe('overdue');
  });
});

test('filters are counted, the search is not', () => {
  expect(countFilters({ search: 'x', status: 'open', priority: 0, tag: null, due: null })).toBe(2);
});
