import { type Capture, type CaptureOptions, parseCapture } from './capture';
import type { Span } from './spans';

/** Noon of a Thursday in Berlin. */
export const NOON = { now: new Date('2026-11-26T12:00:00+01:00'), zone: 'Europe/Berlin' };

/** What a capture says of the time, in one line: `2026-11-27 09:00`. */
export function printDue({ due }: Capture): string {
  return [due?.date, due?.time].filter((part) => part).join(' ');
}

/** What was made of a text at noon, or at another moment. */
export function capture(text: string, options: Partial<CaptureOptions> = {}): Capture {
  return parseCapture(text, { ...NOON, ...options });
}

/** The characters of a text that no span holds, without the spaces. */
export function readRest(text: string, spans: readonly Span[]): string {
  const characters = Array.from({ length: text.length }, (_, index) => text.charAt(index));
  return squeeze(characters.filter((_, at) => !spans.some(({ start, end }) => start <= at && at < end)).join(''));
}

export function squeeze(text: string): string {
  return text.replace(/\s/g, '');
}
