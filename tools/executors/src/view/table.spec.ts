import truncate from 'cli-truncate';
import { describe, expect, it } from 'vitest';
import type { Row } from './rows';
import { formatTable, formatTime, type Look } from './table';

const row = (changes: Partial<Row>): Row => ({
  ...{ part: 'cluster', state: 'done', text: 'kind-todo-app v1.36.3', since: 0, until: 1000 },
  ...changes,
});

const rows = [
  row({}),
  row({ part: 'image backend', state: 'unchanged', text: 'todo-app/backend:722c8a1b4be3', until: 0 }),
  row({ part: 'image frontend', state: 'running', text: '[build 5/5] RUN npm run build … 55 s', until: undefined }),
  row({ part: 'rollout backend', state: 'failed', text: 'container "backend" ended with exit code 1' }),
  row({ part: 'release', state: 'waiting', text: 'me@host deploys since 14:20', until: undefined }),
];

const draw = (columns: number, look: Partial<Look> = {}): string[] =>
  formatTable(rows, 75_000, { columns, truncate, paint: (_, text) => text, ...look });

it('shows sign, part, time and how far it is', () => {
  expect(draw(100)).toEqual([
    '✓ cluster               1.0 s  kind-todo-app v1.36.3',
    '= image backend                todo-app/backend:722c8a1b4be3',
    '› image frontend         75 s  [build 5/5] RUN npm run build … 55 s',
    '✗ rollout backend       1.0 s  container "backend" ended with exit code 1',
    '· release                      me@host deploys since 14:20',
  ]);
});

it.each([140, 80, 60, 40, 20, 2, 1])('is never as wide as a terminal of %d columns', (columns) => {
  for (const line of draw(columns)) expect(line.length).toBeLessThan(Math.max(columns, 2));
});

it('cuts what runs in its middle, for how far it is stands at the end', () => {
  expect(draw(60)[2]).toBe('› image frontend         75 s  [build 5/5] RU… build … 55 s');
});

it('lets nothing that another program said move the cursor', () => {
  const text = '\u001b[2J\u001b[31mred\u001b[0m\tand\r\nmore';
  expect(formatTable([row({ text })], 0, { columns: 80, truncate, paint: (_, sign) => sign })).toEqual([
    '✓ cluster       1.0 s  red and more',
  ]);
});

it('paints the sign by its state', () => {
  expect(draw(100, { paint: (state, sign) => `<${state} ${sign}>` })[3]).toMatch(/^<failed ✗> rollout backend/);
});

describe('the time of a part', () => {
  it.each([
    ['that took none', { until: 20 }, ''],
    ['that has ended', { until: 12_340 }, '12.3 s'],
    ['that took long', { until: 365_000 }, '6 min 5 s'],
    ['that goes on', { state: 'running', until: undefined }, '99 s'],
    ['that waits', { state: 'waiting', until: undefined }, ''],
  ] as const)('%s', (_, changes, text) => {
    expect(formatTime(row(changes), 99_400)).toBe(text);
  });
});
