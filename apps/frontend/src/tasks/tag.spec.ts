import { expect, test } from 'vitest';
import { addTag, parseTag } from './tag';

test.each([
  ['home', 'home'],
  [' #Home ', 'home'],
  ['Übung', 'übung'],
  ['U\u0308bung', 'übung'],
  ['हिन्दी', 'हिन्दी'],
  ['2026', '2026'],
  ['a_b-c', 'a_b-c'],
  ['x'.repeat(30), 'x'.repeat(30)],
])('%s is the tag %s', (word, tag) => {
  expect(parseTag(word)).toBe(tag);
});

test.each(['', '#', 'two words', 'a/b', '🙂', '\u0308a', 'x'.repeat(31)])('%s is no tag', (word) => {
  expect(parseTag(word)).toBeNull();
});

test('a tag is there once, and there are ten at most', () => {
  expect(addTag(['a'], 'b')).toEqual(['a', 'b']);
  expect(addTag(['a'], 'a')).toEqual(['a']);
  const ten = [...'abcdefghij'];
  expect(addTag(ten, 'k')).toEqual(ten);
});
