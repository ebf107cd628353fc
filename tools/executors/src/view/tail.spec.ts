import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTail, type Tail } from './tail';

let root: string;
let tail: Tail;
const write = (text: string | Buffer): void => {
  appendFileSync(join(root, 'events'), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tail-'));
  write('{"of":"before"}\n');
  tail = openTail(join(root, 'events'));
});
afterEach(() => {
  tail.close();
  rmSync(root, { recursive: true });
});

it('reads what is appended from now on, each line once', () => {
  write('one\ntwo\n');
  expect(tail.read()).toEqual(['one', 'two']);
  write('three\n');
  expect(tail.read()).toEqual(['three']);
  expect(tail.read()).toEqual([]);
});

it('waits for the whole of a line, and of a character', () => {
  const bytes = Buffer.from('half … done\n');
  write(bytes.subarray(0, 6));
  expect(tail.read()).toEqual([]);
  write(bytes.subarray(6));
  expect(tail.read()).toEqual(['half … done']);
});

it('reads more than fits at once', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `${index} ${'x'.repeat(40)}`);
  write(`${lines.join('\n')}\n`);
  expect(tail.read()).toEqual(lines);
});

it('makes the file where there is none', () => {
  const other = openTail(join(root, 'new'));
  expect(other.read()).toEqual([]);
  other.close();
});
