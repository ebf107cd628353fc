import { TITLE_LIMIT } from '@/tasks/task';
import type { Range, Touches } from './range';

const SEPARATOR_BEFORE = /(?:[,;:]|(?:^|\s)[-–—])\s*$/;
const SEPARATOR_AFTER = /^(?:[,;:]|\s+[-–—](?=\s|$))/;

/** What is left for the title when the spans are taken out. */
export function buildTitle(text: string, spans: readonly Range[]): string {
  return cutGaps(text, spans).reduce((title, gap) => {
    const piece = gap.replace(/\s+/g, ' ').trim();
    const isApart = title !== '' && piece !== '' && !isPunctuation(gap);
    return isApart ? `${title} ${piece}` : title + piece;
  }, '');
}

/** How many characters a title is too long, counted as the backend does: an emoji is one. */
export function countExcess(title: string): number {
  return Math.max(0, [...title].length - TITLE_LIMIT);
}

/** Widens spans by commas that would be left hanging in the title: `Tomorrow, call Bob`, `Call Bob, tomorrow`. */
export function takeSeparators<Span extends Range>(text: string, spans: readonly Span[], isLiteral: Touches): Span[] {
  const gaps = cutGaps(text, spans);
  const endsText = findEnds(gaps);
  const firstText = gaps.findIndex((gap) => gap.trim() !== '');
  const widened: Span[] = [];
  for (const [index, span] of spans.entries()) {
    const floor = widened.at(-1)?.end ?? 0;
    const beginsText = firstText < 0 || firstText > index;
    const before = endsText[index + 1] ? lengthOf(SEPARATOR_BEFORE, text.slice(floor, span.start)) : 0;
    const after = beginsText ? lengthOf(SEPARATOR_AFTER, gaps[index + 1] ?? '') : 0;
    const range = { start: span.start - before, end: span.end + after };
    widened.push(isLiteral(range) ? span : { ...span, ...range });
  }
  return widened;
}

/** The stretches between the spans, with the ones before the first and after the last. */
function cutGaps(text: string, spans: readonly Range[]): string[] {
  const ends = [0, ...spans.map(({ end }) => end)];
  return ends.map((end, index) => text.slice(end, spans[index]?.start));
}

/** For each gap, whether from there on nothing comes but the end of a sentence. */
function findEnds(gaps: readonly string[]): boolean[] {
  let isEnd = true;
  return [...gaps]
    .reverse()
    .map((gap) => (isEnd = gap.trim() === '' ? isEnd : isPunctuation(gap)))
    .reverse();
}

function isPunctuation(gap: string): boolean {
  return /^[,.;:!?]/.test(gap);
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
