import { expect, test } from 'vitest';
import { parseCapture } from '@/grammar/capture';
import { toTaskFields } from './captured-task';

const now = new Date('2026-11-26T12:00:00+01:00');

test.each([
  ['Pay rent', null],
  ['Pay rent tomorrow', { date: '2026-11-27', time: null, zone: null }],
  ['Pay rent 9pm', { date: '2026-11-26', time: '21:00', zone: 'Europe/Berlin' }],
])('%s is due %j', (text, due) => {
  const capture = parseCapture(text, { now, zone: 'Europe/Berlin' });
  expect(toTaskFields(capture, 'Europe/Berlin')).toEqual({ title: 'Pay rent', notes: '', priority: 0, tags: [], due });
});
