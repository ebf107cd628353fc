import { describe, expect, test } from 'vitest';
import { createTouches, shiftRanges } from './range';

describe('“tomorrow” in “Call tomorrow band”, after it became', () => {
  test.each([
    ['Call tomorrow band now', [{ start: 5, end: 13 }]],
    ['Please call tomorrow band', [{ start: 12, end: 20 }]],
    ['tomorrow band', [{ start: 0, end: 8 }]],
    ['Call tomorrow', [{ start: 5, end: 13 }]],
    ['Call the tomorrow band', [{ start: 9, end: 17 }]],
    ['Call ttomorrow band', [{ start: 6, end: 14 }]],
    ['Call tomorrow  band', [{ start: 5, end: 13 }]],
    ['Call tomorow band', []],
    ['Call tomXorrow band', []],
    ['Buy milk', []],
    ['', []],
  ])('“%s”, is at %j', (after, ranges) => {
    expect(shiftRanges([{ start: 5, end: 13 }], 'Call tomorrow band', after)).toEqual(ranges);
  });
});

test.each([
  [{ start: 0, end: 3 }, false],
  [{ start: 0, end: 4 }, true],
  [{ start: 4, end: 5 }, true],
  [{ start: 5, end: 9 }, false],
])('%j touches 3 to 5: %s', (range, expected) => {
  expect(createTouches([{ start: 3, end: 5 }], 9)(range)).toBe(expected);
});
