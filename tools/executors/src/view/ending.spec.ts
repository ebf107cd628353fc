import { expect, it } from 'vitest';
import type { State, TaskEvent } from '../lib/events';
import { formatEnding, type Ending } from './ending';

const result = (part: string, state: State, text: string): TaskEvent => ({
  ...{ time: '2026-11-27T14:21:24.123Z', project: 'x', event: 'result', part, state, text },
});

const end = (changes: Partial<Ending>): string[] =>
  formatEnding({ exitCode: 0, results: [], said: ['NX   said'], logFile: 'dist/start/last.log', ...changes });

const built = result('image backend', 'done', 'built');
const deployed = result('release', 'done', '\nRelease "todo-app"\nOpen http://127.0.0.1:30080');
const failed = result('image frontend', 'failed', 'Build the image of "frontend": failed.\n  7 | RUN npm ci');
const log = ['', 'Everything that was said is in dist/start/last.log.'];

it('is the deploy’s own where all went well', () => {
  expect(end({ results: [built, deployed] })).toEqual(['', 'Release "todo-app"\nOpen http://127.0.0.1:30080']);
});

it('is the whole letter of each that failed, and where the log is', () => {
  const release = result('release', 'failed', 'Deploy "todo-app" failed: no.');
  expect(end({ exitCode: 1, results: [built, failed, release] })).toEqual(['', failed.text, '', release.text, ...log]);
});

it('is what Nx said where nobody else said anything: its help, or what is wrong with the command', () => {
  expect(end({})).toEqual(['NX   said']);
  expect(end({ exitCode: 1 })).toEqual(['NX   said', ...log]);
});

it('is what Nx said where something failed without a letter', () => {
  expect(end({ exitCode: 1, results: [built] })).toEqual(['NX   said', ...log]);
});

it('is short where somebody ended it before there was a letter', () => {
  expect(end({ exitCode: 130, results: [built] })).toEqual(log);
});
