import type { Range } from './range';

/** A word as it was typed, punctuation included. */
export interface Word extends Range {
  text: string;
}

/** Ends a pattern where a word ends: at a space or the end of the text, perhaps after punctuation. */
export const END = String.raw`(?=[,.;:!?]*(?:\s|$))`;

export function splitWords(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}

/**
 * What stands in double quotes, straight or curly. A quote opens before a word and closes with the next one, so that
 * `5" pipe` opens none; one that is still open reaches to the end, because its text is still being typed.
 */
export function findQuotes(text: string): Range[] {
  return [...text.matchAll(/(?<=^|[\s(])["“][^"”]*(?:["”]|$)/g)].map(({ 0: quote, index }) => ({
    start: index,
    end: index + quote.length,
  }));
}

/** Matches a sticky pattern at one place of a text. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The word at the end of a text, which somebody who types may not have finished; empty after a space. */
export function readLastWord(text: string): string {
  return text.split(/\s/).at(-1) ?? '';
}

/** A text without its last word. */
export function dropLastWord(text: string): string {
  return text.slice(0, text.length - readLastWord(text).length);
}
