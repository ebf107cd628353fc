import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Journal, type JournalOptions, limitLines, openJournal } from './journal';

let root: string;
let printed: string[];
let told: unknown[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  printed = [];
  told = [];
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function open(options: Partial<JournalOptions> = {}): Journal {
  const all = { verbose: false, repository: 'ghcr.io/me/todo-app/backend', ...options };
  const print = (line: string): void => void printed.push(line);
  return openJournal(root, 'apps/backend', all, print, (saying, fields) => {
    told.push({ ...saying, ...fields });
    return { time: '', project: 'backend', ...saying };
  });
}

function write(journal: Journal, lines: number): void {
  for (let line = 1; line <= lines; line++) journal.say(`[build ${line}/${lines}] RUN true … 1.0 s`);
  journal.end('todo-app/backend:1f3a9c0b2d4e  built', 'done', {});
  journal.close();
}

const kept = (): string[] => readFileSync(join(root, 'dist/apps/backend/container.log'), 'utf8').trim().split('\n');

it('prints at most 20 lines for an image in CI, its end among them, and keeps all of them', () => {
  write(open({ mostLines: limitLines({ verbose: false }, { CI: 'true' }) }), 100);
  expect(printed).toHaveLength(20);
  expect(printed.at(-2)).toBe('What else is done is in dist/apps/backend/container.log.');
  expect(printed.at(-1)).toBe('todo-app/backend:1f3a9c0b2d4e  built');
  expect(kept()).toHaveLength(101);
});

it.each([
  ['elsewhere', { verbose: false }, {}],
  ['for one who wants everything', { verbose: true }, { CI: 'true' }],
])('prints every line %s', (_, options, env) => {
  write(open({ ...options, mostLines: limitLines(options, env) }), 100);
  expect(printed).toHaveLength(101);
});

it('keeps what the engine says, and prints it only if it is verbose', () => {
  open().log('STEP 1/2: FROM scratch');
  expect(printed).toEqual([]);
  open({ verbose: true }).log('STEP 1/2: FROM scratch');
  expect(printed).toEqual(['STEP 1/2: FROM scratch']);
  expect(kept()).toEqual(['STEP 1/2: FROM scratch']);
});

it('tells of the image what is done, how far it is, what the engine says, and the end', () => {
  const journal = open();
  journal.say('[build 1/2] RUN npm ci … 3.0 s');
  journal.progress('[build 2/2] RUN npm run build … 5 s');
  journal.log('STEP 2/2: RUN npm run build');
  journal.end('built', 'done', { status: 'built' });
  const part = 'image backend';
  expect(told).toEqual([
    { event: 'step', part, state: 'running', text: '[build 1/2] RUN npm ci … 3.0 s' },
    { event: 'progress', part, state: 'running', text: '[build 2/2] RUN npm run build … 5 s' },
    { event: 'detail', part, text: 'STEP 2/2: RUN npm run build' },
    { event: 'result', part, state: 'done', text: 'built', status: 'built' },
  ]);
});
