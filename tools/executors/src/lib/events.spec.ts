import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventsVariable, imagePart, openEvents, parseEvent } from './events';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const saying = { event: 'step', part: 'image backend', state: 'running', text: '[build 1/2]\nnpm ci' } as const;

it('appends one JSON object per line to the file that the variable names', () => {
  const file = join(root, 'events');
  const env = { [eventsVariable]: file };
  openEvents('backend', env, () => 0)(saying);
  openEvents('frontend', env, () => 1000)({ ...saying, event: 'result' }, { status: 'built' });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: '1970-01-01T00:00:00.000Z', project: 'backend', ...saying },
    { time: '1970-01-01T00:00:01.000Z', project: 'frontend', ...saying, event: 'result', status: 'built' },
  ]);
});

it('lets no further field stand in for one of its own', () => {
  const event = openEvents('backend', {})({ ...saying, state: 'failed' }, { state: 'Rolled back to revision 11.' });
  expect(event.state).toBe('failed');
});

it('works on where nobody listens, or the file cannot be written', () => {
  expect(openEvents('backend', {})(saying)).toMatchObject(saying);
  expect(openEvents('backend', { [eventsVariable]: join(root, 'nope/events') })(saying)).toMatchObject(saying);
});

const ours = { time: '2026-11-27T14:21:24.123Z', project: 'backend', ...saying };

it.each([
  ...['', 'NX   Running target deploy', 'null', '{"event":"step"}', '{"event":"step","part":"cl'],
  JSON.stringify({ ...ours, state: 'Rolled back to revision 11.' }),
])('takes %j for no event', (line) => {
  expect(parseEvent(line)).toBeUndefined();
});

it('reads what was written', () => {
  const event = openEvents('backend', {})(saying);
  expect(parseEvent(JSON.stringify(event))).toEqual(event);
});

it.each([
  ['todo-app/backend', 'image backend'],
  ['ghcr.io/me/todo-app/postgres', 'image postgres'],
])('knows what %s is the image of', (repository, part) => {
  expect(imagePart(repository)).toBe(part);
});
