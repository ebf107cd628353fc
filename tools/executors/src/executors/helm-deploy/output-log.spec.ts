import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from '../../lib/log';
import { createOutput } from './output';

const logFile = 'dist/deploy/last.log';
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

it('keeps everything, printed or not, of the last deploy', () => {
  openLog(root, logFile)('of the deploy before');
  const printed: string[] = [];
  const output = createOutput({ json: false, verbose: false }, (line) => printed.push(line), openLog(root, logFile));
  output.step('cluster', 'is there');
  output.detail('Helm says something');
  output.result('Done.', {});
  const lines = readFileSync(join(root, logFile), 'utf8').trim().split('\n');
  expect(lines.map((line) => line.replace(/^\S+Z /, ''))).toEqual([
    printed[0],
    '         Helm says something',
    'Done.',
  ]);
  expect(printed).toHaveLength(2);
});

it('is no reason not to deploy', () => {
  writeFileSync(join(root, 'dist'), 'a file where the folder should be');
  expect(() => {
    openLog(root, logFile)('line');
  }).not.toThrow();
});
