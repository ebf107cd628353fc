import { PassThrough } from 'node:stream';
import { beforeEach, expect, it } from 'vitest';
import type { TaskEvent } from '../lib/events';
import { loadDrawing } from './drawing';
import { createTableView, measureHeight } from './table-view';
import type { View } from './view';

let written: () => string;
let stream: NodeJS.WriteStream;
let view: View;

/** A terminal of 60 columns and 5 rows; the clock stands still. */
async function open(hasColors = false): Promise<void> {
  const pipe = new PassThrough();
  written = () => String((pipe.read() as Buffer | null) ?? '').replaceAll(/\u001b\[\?25./g, '');
  stream = Object.assign(pipe, {
    ...{ isTTY: true, columns: 60, rows: 5, hasColors: () => hasColors },
  }) as unknown as NodeJS.WriteStream;
  view = createTableView('dist/start/last.log', stream, await loadDrawing(), () => 0);
}
beforeEach(() => open());

const say = (changes: Partial<TaskEvent>): void => {
  const time = new Date(0).toISOString();
  view.hear({ time, project: 'x', event: 'progress', part: 'cluster', state: 'running', text: 'kind', ...changes });
};

it('draws nothing twice', () => {
  say({});
  view.tick();
  expect(written()).toBe('✓ tasks                Nx knows what there is to do\n› cluster              kind\n');
  view.tick();
  expect(written()).toBe('');
});

it('prints notes above the table, in full', () => {
  say({});
  view.tick();
  written();
  const text = `frontend image: ${'apps/frontend/src/app/page.tsx and '.repeat(4)}`;
  say({ event: 'note', part: 'changes', text });
  expect(written()).toMatch(/changes {2}frontend image: .*\n✓ tasks.*\n› cluster {14}kind\n$/);
});

it('leaves all of the table at its end, also where the terminal is lower, and the letter below', () => {
  const parts = Array.from({ length: 8 }, (_, index) => `image ${index}`);
  for (const part of parts) say({ part, state: 'done', text: 'built' });
  view.tick();
  written();
  say({ event: 'result', part: 'release', state: 'failed', text: 'Deploy "todo-app" failed: no.\n  Then: nx deploy' });
  view.end(1);
  const text = written();
  for (const part of parts) expect(text).toContain(`✓ ${part}`);
  expect(text).toMatch(/✗ release .*\n\nDeploy "todo-app" failed: no\.\n {2}Then: nx deploy\n\nEverything/);
});

it('takes away what it drew when the terminal gets narrower, however many lines that takes now', () => {
  say({ text: 'x'.repeat(100) });
  view.tick();
  written();
  Object.assign(stream, { columns: 30 });
  stream.emit('resize');
  // two rows, one of 45 and one of 59 columns, are four lines of 30, and the cursor is in the fifth
  expect(written().split('\u001b[1A')).toHaveLength(5);
});

it.each([
  [true, '\u001b[36m›\u001b[39m tasks'],
  [false, '› tasks'],
])('has colours where the terminal has them: %s', async (hasColors, text) => {
  await open(hasColors);
  view.tick();
  expect(written().startsWith(text)).toBe(true);
});

it('measures lines by what is seen of them', () => {
  expect(measureHeight(['\u001b[36m›\u001b[39m', 'x'.repeat(60), 'x'.repeat(61)], 60)).toBe(4);
});
