import { describe, expect, it } from 'vitest';
import { type Bench, formatReport, median } from './report';

const bench: Bench = {
  machine: { processor: 'A chip', cores: 2, gigabytes: 8, load: 0.4, time: new Date('2026-01-02T03:04:05Z') },
  commit: 'abc1234',
  minutes: 12.34,
  measurements: [{ what: 'a deploy', ours: [3, 1, 2], raw: { commands: 'helm', seconds: [1, 1, 1] } }],
  api: { loads: [], idle: [], loaded: [{ pod: 'backend-1', cores: 0.5, memoryBytes: 90e6 }] },
  sizes: [{ name: 'todo-app/backend', megabytes: 118.04 }],
};

describe('median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('formatReport', () => {
  it('says first what was measured, on what machine', () => {
    expect(formatReport(bench).split('\n').slice(0, 2)).toEqual([
      'Commit abc1234, 2026-01-02 03:04 UTC, in 12.3 minutes.',
      'A chip, 2 cores, 8 GB, load at the start 0.4.',
    ]);
  });

  it('gives medians, their spread, the difference and the ratio', () => {
    expect(formatReport(bench)).toContain(
      '| a deploy | 3 | 2.0 s (1.0–3.0) | 1.0 s (1.0–1.0): helm | 1.0 s | **2.00** |',
    );
  });

  it('gives no ratio where there is nothing to compare with', () => {
    const alone = { ...bench, measurements: [{ what: 'up', ours: [5] }] };
    expect(formatReport(alone)).toContain('| up | 1 | 5.0 s (5.0–5.0) | – | – | – |');
  });

  it('gives the size of each image', () => {
    expect(formatReport(bench)).toContain('| todo-app/backend | 118.0 MB |');
  });

  it('gives the figures of the API', () => {
    expect(formatReport(bench)).toContain('| backend-1 | – | 90 MB | – | 0.50 |');
  });

  it('says why there are none of the API', () => {
    expect(formatReport({ ...bench, api: 'No pod.' })).toContain('The API was not measured: No pod.');
  });

  it('warns of a busy machine', () => {
    expect(formatReport(bench)).not.toContain('busy');
    expect(formatReport({ ...bench, machine: { ...bench.machine, load: 3 } })).toContain('The machine was busy');
  });
});
