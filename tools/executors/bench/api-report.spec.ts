import { describe, expect, it } from 'vitest';
import { formatApiReport, percentile } from './api-report';
import type { Load } from './load';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  it.each([
    [hundred, 50, 50],
    [hundred, 95, 95],
    [hundred, 99, 99],
    [[7], 99, 7],
    [[3, 1, 2], 50, 2],
    [[3, 1], 95, 3],
    [[], 50, undefined],
  ])('of %j at %d is %s', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });
});

describe('formatApiReport', () => {
  const load: Load = {
    what: 'list',
    users: 10,
    requestsPerUser: 1,
    seconds: 30,
    milliseconds: [10, 20, 30, 40],
    failures: [],
    took: 2,
  };
  const report = (loads: readonly Load[]): string =>
    formatApiReport({
      loads,
      idle: [{ pod: 'backend-1', cores: 0.004, memoryBytes: 90.4e6 }],
      loaded: [
        { pod: 'backend-1', cores: 0.815, memoryBytes: 120e6 },
        { pod: 'postgres-0', cores: 0.2, memoryBytes: 60e6 },
      ],
    });

  it('gives the percentiles and the rate of each load', () => {
    expect(report([load])).toContain('| list | 10 | 4 | 0 | 20 ms | 40 ms | 40 ms | 2 |');
  });

  it('says how many requests failed, and why the first did', () => {
    const failing = { ...load, milliseconds: [], failures: ['503 busy', '429'] };
    expect(report([failing])).toContain('| list | 10 | 2 | **2**: 503 busy | – | – | – | 0 |');
  });

  it('gives what each pod costs, idle and under load', () => {
    expect(report([load])).toContain('| backend-1 | 90 MB | 120 MB | 0.00 | 0.81 |');
  });

  it('has a row for a pod that was seen on one side only', () => {
    expect(report([load])).toContain('| postgres-0 | – | 60 MB | – | 0.20 |');
  });
});
