import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EnvironmentError } from '../lib/environment';
import { endInOrder, parseShutdownSeconds } from './end-in-order';
import { endingSignal } from './ending';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a process that is told to end says so at once, and has gone when its time is up', () => {
  const exit = vi.fn();
  const target = Object.assign(new EventEmitter(), { exit }) as unknown as NodeJS.Process;
  endInOrder(20, target);
  expect(endingSignal().aborted).toBe(false);
  target.emit('SIGTERM', 'SIGTERM');
  expect(endingSignal().aborted).toBe(true);
  vi.advanceTimersByTime(19_999);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(exit).toHaveBeenCalledWith(143);
});

test.each([
  [undefined, 25],
  ['', 25],
  ['1', 1],
  ['122', 122],
])('SHUTDOWN_TIMEOUT_SECONDS %j means %i s', (value, seconds) => {
  expect(parseShutdownSeconds({ SHUTDOWN_TIMEOUT_SECONDS: value })).toBe(seconds);
});

test.each(['0', '601', '1.5', '10s', '-1'])('SHUTDOWN_TIMEOUT_SECONDS %j is refused by name', (value) => {
  expect(() => parseShutdownSeconds({ SHUTDOWN_TIMEOUT_SECONDS: value })).toThrow(EnvironmentError);
});
