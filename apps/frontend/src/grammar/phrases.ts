import type { Priority } from '@/tasks/task';
import { type DatePhrase, matchDate } from './dates';
import type { Now } from './moment';
import { matchPriority } from './priority';
import type { Range, Touches } from './range';
import { matchTag } from './tags';
import { matchAt, type Word } from './text';
import { matchTime, type TimePhrase } from './times';

/** The smallest stretch of a text that means something. */
export type Phrase = Range &
  (
    | { kind: 'tag'; tag: string }
    | { kind: 'priority'; priority: Priority }
    | { kind: 'date'; day: DatePhrase }
    | { kind: 'time'; clock: TimePhrase }
  );

/** The phrases that a text could have, by where they begin. */
export type Phrases = ReadonlyMap<number, Phrase>;

/** Links phrases that say one thing together. */
export const JOINT = /,?\s+/y;

/** Links phrases of which only one can be meant, or neither. */
export const ALTERNATIVE = /,?\s+(?:or|and|to|until|till|-|–|—|&|\/)\s+/iy;

/**
 * Finds what could be understood at each word, leaving literal stretches alone. Goes from the last word to the first:
 * whether a fragile phrase counts depends on what comes after it.
 */
export function findPhrases(text: string, words: readonly Word[], isLiteral: Touches, now: Now): Phrases {
  const phrases = new Map<number, Phrase>();
  for (const { start } of [...words].reverse()) {
    const phrase = matchPhrase(text, start, now);
    if (!phrase || isLiteral(phrase)) continue;
    if (!isFragile(phrase) || isFirm(text, phrase.end, phrases)) phrases.set(start, phrase);
  }
  return phrases;
}

function matchPhrase(text: string, start: number, now: Now): Phrase | null {
  const tag = matchTag(text, start);
  if (tag) return { kind: 'tag', start, ...tag };
  const priority = matchPriority(text, start);
  if (priority) return { kind: 'priority', start, ...priority };
  const day = matchDate(text, start, now);
  if (day) return { kind: 'date', start, end: day.end, day };
  const clock = matchTime(text, start);
  return clock && { kind: 'time', start, end: clock.end, clock };
}

function isFragile(phrase: Phrase): boolean {
  return (phrase.kind === 'date' && phrase.day.isFragile) || (phrase.kind === 'time' && phrase.clock.isFragile);
}

const STOP = /[,.;:!?]|\s*$|\s+(?:with|for|about)(?:\s|$)/iy;

/** Whether what follows lets a fragile phrase count: nothing more, another phrase, or a turn of the sentence. */
function isFirm(text: string, end: number, phrases: Phrases): boolean {
  if (matchAt(STOP, text, end)) return true;
  return [JOINT, ALTERNATIVE].some((link) => findNext(link, text, end, phrases) !== undefined);
}

/** The phrase that a link leads to from the end of another one. */
export function findNext(link: RegExp, text: string, end: number, phrases: Phrases): Phrase | undefined {
  const match = matchAt(link, text, end);
  return match ? phrases.get(end + match[0].length) : undefined;
}
