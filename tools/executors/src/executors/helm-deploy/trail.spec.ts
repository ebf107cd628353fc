import { describe, expect, it } from 'vitest';
import { makeFinding } from '../../testing/finding';
import { listSteps } from './trail';

describe('listSteps', () => {
  it.each([
    ['a trouble that came', [], [makeFinding(5)], ['seen']],
    ['one that stayed as it was', [makeFinding(5)], [makeFinding(5)], []],
    ['one whose patience has changed', [makeFinding(Infinity)], [makeFinding(0)], ['seen']],
    ['one that has passed', [makeFinding(5)], [], ['passed']],
  ])('of %s', (_, before, after, steps) => {
    expect(listSteps(before, after, 1).map(({ what }) => what)).toEqual(steps);
  });
});
