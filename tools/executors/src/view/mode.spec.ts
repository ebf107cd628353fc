import { describe, expect, it } from 'vitest';
import { resolveWish } from './mode';

const terminal = { isTerminal: true, height: 24, width: 80, env: { TERM: 'xterm-256color' } };

describe('what is shown', () => {
  it.each([
    ['a table on a terminal', terminal, [], 'table'],
    ['lines in a pipe', { ...terminal, isTerminal: false }, [], 'steps'],
    ['lines on a terminal that cannot draw', { ...terminal, env: { TERM: 'dumb' } }, [], 'steps'],
    ['lines on a terminal without a size', { ...terminal, height: 0, width: 0 }, [], 'steps'],
    ['lines in CI', { ...terminal, env: { TERM: 'xterm', CI: 'true' } }, [], 'steps'],
    ['everything, if asked for', terminal, ['--verbose'], 'everything'],
    ['events, if asked for', terminal, ['--json'], 'json'],
    ['events rather than lines', terminal, ['--verbose', '--json'], 'json'],
  ] as const)('is %s', (_, place, words, mode) => {
    expect(resolveWish(words, place).mode).toBe(mode);
  });
});

it('tells Nx everything else', () => {
  const argv = ['deploy', 'k8s-chart', '--verbose', '--context=prod', '--json', '--dryRun'];
  expect(resolveWish(argv, terminal).words).toEqual([
    ...['deploy', 'k8s-chart', '--context=prod', '--dryRun', '--outputStyle=stream'],
  ]);
});

it('leaves the style of Nx to one who names it', () => {
  expect(resolveWish(['deploy', '--outputStyle=static'], terminal).words).toEqual(['deploy', '--outputStyle=static']);
});
