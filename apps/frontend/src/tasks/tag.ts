import { TAGS_LIMIT } from './task';

const SHAPE = /^(?!\p{M})[\p{L}\p{M}\p{N}_-]{1,30}$/u;

/** A word in the one form in which the backend keeps a tag, or null if it is none. */
export function parseTag(word: string): string | null {
  const tag = word.trim().replace(/^#/, '').normalize('NFC').toLowerCase().normalize('NFC');
  return SHAPE.test(tag) ? tag : null;
}

/** The tags with one more, if there is room for it. */
export function addTag(tags: readonly string[], tag: string): readonly string[] {
  return tags.includes(tag) || tags.length >= TAGS_LIMIT ? tags : [...tags, tag];
}
