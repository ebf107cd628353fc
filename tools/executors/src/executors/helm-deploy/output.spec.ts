import { expect, it } from 'vitest';
import { openEvents, type TaskEvent } from '../../lib/events';
import { createOutput, type Output } from './output';

/** Says one of everything, and returns what was printed. */
function speak(json: boolean, verbose = false): string[] {
  const printed: string[] = [];
  let time = 0;
  const now = (): number => time;
  const tell = openEvents('k8s-chart', {}, now);
  const output = createOutput({ json, verbose }, (line) => printed.push(line), undefined, tell, now);
  time = 3100;
  sayAll(output);
  return printed;
}

function sayAll(output: Output): void {
  output.note('changes', 'first install');
  output.progress('rollout backend', '0/1 ready');
  output.step('rollout backend', '1/1 ready');
  output.detail('Release "todo-app" has been upgraded');
  output.result('Open http://127.0.0.1:30080', { status: 'deployed', revision: 1 });
}

it('prints a line for each step, and no progress', () => {
  expect(speak(false)).toEqual([
    'changes  first install                                                  3.1 s',
    'rollout  backend 1/1 ready                                              0.0 s',
    'Open http://127.0.0.1:30080',
  ]);
});

it('prints what another program said if it is verbose', () => {
  expect(speak(false, true)).toContain('         Release "todo-app" has been upgraded');
});

it('prints one JSON event per line for programs, and only that', () => {
  const head = { time: '1970-01-01T00:00:03.100Z', project: 'k8s-chart' };
  expect(speak(true).map((line) => JSON.parse(line) as TaskEvent)).toEqual([
    { ...head, event: 'note', part: 'changes', text: 'first install', seconds: 3.1 },
    { ...head, event: 'progress', part: 'rollout backend', state: 'running', text: '0/1 ready' },
    { ...head, event: 'step', part: 'rollout backend', state: 'done', text: '1/1 ready', seconds: 0 },
    {
      ...{ ...head, event: 'result', part: 'release', state: 'done', text: 'Open http://127.0.0.1:30080' },
      ...{ status: 'deployed', revision: 1 },
    },
  ]);
});

it.each([
  ['deployed', 'done'],
  ['planned', 'done'],
  ['rolled back', 'done'],
  ['unchanged', 'unchanged'],
  ['failed', 'failed'],
  ['unreachable', 'failed'],
  ['interrupted', 'failed'],
])('says of the release that is %s: %s', (status, state) => {
  const printed: string[] = [];
  createOutput({ json: true, verbose: false }, (line) => printed.push(line)).result('', { status });
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({ state });
});
