import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWall } from '@/tasks/calendar';
import { toDay } from './calendar';
import { parseCapture } from './capture';
import { readRest, squeeze } from './capture.fixture';
import { parseCommand } from './commands';
import { shiftRanges } from './range';
import type { Span } from './spans';

const RUNS = { numRuns: 300 };

const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati');
const moment = fc.record({
  now: fc.date({ min: new Date('2024-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  zone,
});

/** Days that are said from today on; none of them names a year. */
const relative = fc.oneof(
  fc.constantFrom(
    ...['today', 'tonight', 'tomorrow', 'day after tomorrow', 'this evening', 'tomorrow morning', 'next week'],
    ...['next month', 'end of month', 'friday', 'sun', 'this wed', 'next tues', 'on thursday', 'on the 31st'],
    ...['jan 5', '29 feb', 'on the 1st of march', '9am', 'at 17', '14:00', 'noon', 'midnight', 'friday 9am'],
    ...['in an hour', '9pm tomorrow', 'tonight at 1am', 'friday midnight'],
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months', 'years'))
    .map(([count, unit]) => `in ${count} ${unit}`),
);

/** Everything that the grammar knows or that looks like it, and anything else. */
const fragment = fc.oneof(
  relative,
  fc.constantFrom('#home', '#Büro', '#1', '#', 'p1', '!low', 'feb 30', '2026-12-01', '12/1', '"', '“', '”', ',', ' ; '),
  fc.constantFrom('or', 'and', 'every', 'the', 'for', 'with', '-', '.', 'May', 'sun cream', '\u00a0', '\n', 'İ', '🏠'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const line = fc
  .array(fc.tuple(fragment, fc.constantFrom(' ', ' ', ' ', '', '  ', '\t')), { maxLength: 14 })
  .map((parts) => parts.flat().join(''));
const text = fc.oneof(line, fc.string({ unit: 'binary', maxLength: 60 }));

test('no text is too strange, and the same text always means the same', () => {
  fc.assert(
    fc.property(text, moment, (typed, at) => {
      expect(parseCapture(typed, at)).toEqual(parseCapture(typed, at));
      expect(parseCommand(typed, at)).toEqual(parseCommand(typed, at));
    }),
    RUNS,
  );
});

test('nothing that was typed vanishes: it is in a span or in the title', () => {
  fc.assert(
    fc.property(text, moment, (typed, at) => {
      const { title, spans } = parseCapture(typed, at);
      expect(squeeze(title)).toBe(readRest(typed, spans));
      expect(title).toBe(title.replace(/\s+/g, ' ').trim());
    }),
    RUNS,
  );
});

test('spans are in order, apart, and hold what they say', () => {
  fc.assert(
    fc.property(text, moment, (typed, at) => {
      let end = 0;
      for (const span of parseCapture(typed, at).spans) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.text).toBe(typed.slice(span.start, span.end));
        expect(span.text.trim()).not.toBe('');
        expect(span.label).not.toBe('');
        end = span.end;
      }
    }),
    RUNS,
  );
});

test('what a capture has is in its spans: a due date, a priority, and tags of the right shape', () => {
  fc.assert(
    fc.property(text, moment, (typed, at) => {
      const { due, tags, priority, spans } = parseCapture(typed, at);
      const has = (kind: Span['kind']) => spans.some((span) => span.kind === kind);
      expect(has('due')).toBe(due !== null);
      expect(has('priority')).toBe(priority > 0);
      expect(has('tag')).toBe(tags.length > 0);
      expect(tags.length).toBeLessThanOrEqual(10);
      expect(new Set(tags).size).toBe(tags.length);
      for (const tag of tags) expect(tag).toMatch(/^[\p{L}\p{M}\p{N}_-]{1,30}$/u);
    }),
    RUNS,
  );
});

test('a due date is a real day, and one without a year is never over', () => {
  fc.assert(
    fc.property(relative, moment, (phrase, at) => {
      const { due, title } = parseCapture(`Pay ${phrase}`, at);
      const [year = 0, month = 0, day = 0] = due?.date.split('-').map(Number) ?? [];
      expect(toDay(year, month, day)).toBe(due?.date);
      expect(due?.time ?? '00:00').toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
      expect((due?.date ?? '') >= readWall(at.now, at.zone).date).toBe(true);
      expect(title).toBe('Pay');
    }),
    RUNS,
  );
});

test('what is quoted is never understood', () => {
  fc.assert(
    fc.property(line, line, moment, (before, quoted, at) => {
      const head = `${before.replace(/["“”]/g, '')} `;
      const inside = quoted.replace(/["“”]/g, '');
      const { spans } = parseCapture(`${head}"${inside}" tomorrow`, at);
      const quote = { start: head.length, end: head.length + inside.length + 2 };
      for (const { start, end } of spans) expect(end <= quote.start || quote.end <= start).toBe(true);
    }),
    RUNS,
  );
});

test('spaces around a text change nothing', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(' ', '   ', '\t'), moment, (typed, spaces, at) => {
      const { spans, ...capture } = parseCapture(typed, at);
      expect(parseCapture(`${typed}${spaces}`, at)).toEqual({ ...capture, spans });
      expect(parseCapture(`${spaces}${typed}`, at)).toMatchObject(capture);
    }),
    RUNS,
  );
});

test('when all chips are removed, the title is the text', () => {
  fc.assert(
    fc.property(text, moment, (typed, at) => {
      const removed: Span[] = [];
      for (let { spans } = parseCapture(typed, at); spans.length > 0; ) {
        removed.push(...spans);
        spans = parseCapture(typed, { ...at, ignored: removed }).spans;
      }
      expect(squeeze(parseCapture(typed, { ...at, ignored: removed }).title)).toBe(squeeze(typed));
    }),
    RUNS,
  );
});

test('a removed chip stays text while typing goes on around it', () => {
  fc.assert(
    fc.property(text, line, line, fc.nat(), moment, (typed, before, after, index, at) => {
      const { spans } = parseCapture(typed, at);
      const removed = spans[index % Math.max(1, spans.length)];
      if (!removed) return;
      const longer = `${before} ${typed} ${after}`;
      const [kept] = shiftRanges(shiftRanges([removed], typed, `${before} ${typed}`), `${before} ${typed}`, longer);
      expect(kept && longer.slice(kept.start, kept.end)).toBe(removed.text);
      const result = parseCapture(longer, { ...at, ignored: kept ? [kept] : [] });
      expect(squeeze(result.title)).toContain(squeeze(removed.text));
    }),
    RUNS,
  );
});

test('adding a task by command reads the line as the box does', () => {
  fc.assert(
    fc.property(line, moment, (typed, at) => {
      const capture = parseCapture(typed.trim(), at);
      const command = parseCommand(`add ${typed}`, at);
      expect(command).toEqual(capture.title === '' ? { kind: 'unknown' } : { kind: 'add', capture });
    }),
    RUNS,
  );
});
