import { describe, expect, it } from 'vitest';
import { makeFinding } from '../../testing/finding';
import { chooseLast } from './roll-out';

const [watched, budgeted, hopeless] = [makeFinding(Infinity), makeFinding(30), makeFinding(0)];

describe('where Helm was first', () => {
  it('and waited in vain, it is what was running out of patience', () => {
    expect(chooseLast([watched, budgeted], true)).toBe(budgeted);
    expect(chooseLast([watched], true)).toBe(watched);
  });

  it('and failed for another reason, it is only what is hopeless', () => {
    expect(chooseLast([watched, budgeted], false)).toBeUndefined();
    expect(chooseLast([watched, hopeless], false)).toBe(hopeless);
  });
});
