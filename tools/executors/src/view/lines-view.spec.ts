import { beforeEach, describe, expect, it } from 'vitest';
import type { TaskEvent } from '../lib/events';
import { createJsonView, createLinesView } from './lines-view';

const log = 'dist/start/last.log';
const event = (changes: Partial<TaskEvent>): TaskEvent => ({
  ...{ time: '2026-11-27T14:21:24.123Z', project: 'backend', event: 'step', part: 'image backend', text: 'npm ci' },
  ...changes,
});
const detail = event({ event: 'detail', text: 'STEP 1/2' });
const letter = event({ event: 'result', state: 'failed', text: 'interrupted.\nRun it again' });

let printed: string[];
let complained: string[];
const print = (line: string): void => void printed.push(line);
const complain = (line: string): void => void complained.push(line);
beforeEach(() => {
  printed = [];
  complained = [];
});

describe('lines', () => {
  it('are those that Nx prints, and no event a second time', () => {
    const view = createLinesView(log, false, print);
    for (const each of [event({}), detail, letter]) view.hear(each);
    view.read('backend: npm ci');
    view.end(0);
    expect(printed).toEqual(['backend: npm ci']);
  });

  it('are also what programs keep to themselves, if everything is wanted', () => {
    const view = createLinesView(log, true, print);
    for (const each of [event({}), detail]) view.hear(each);
    expect(printed).toEqual(['backend: STEP 1/2']);
  });

  it('are what the programs say once Nx passes nothing on', () => {
    const view = createLinesView(log, false, print);
    view.interrupt();
    view.read('backend: some of it');
    for (const each of [event({ event: 'progress' }), detail, letter]) view.hear(each);
    view.end(130);
    expect(printed).toEqual(['Ending in order…', letter.text, '', `Everything that was said is in ${log}.`]);
  });
});

describe('events', () => {
  it('are printed as they are, but for what other programs say', () => {
    const view = createJsonView(log, print, complain);
    for (const each of [event({}), detail, letter]) view.hear(each);
    view.read('NX   said');
    view.end(1);
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([event({}), letter]);
    expect(complained).toEqual([]);
  });

  it('are not all there is to say of a command that Nx does not know', () => {
    const view = createJsonView(log, print, complain);
    view.read('NX   Cannot find project');
    view.end(1);
    expect(printed).toEqual([]);
    expect(complained[0]).toBe('NX   Cannot find project');
  });
});
