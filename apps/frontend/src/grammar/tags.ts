import { parseTag } from '@/tasks/tag';
import { TAGS_LIMIT } from '@/tasks/task';
import { END, matchAt } from './text';

const WORD = new RegExp(String.raw`#(?<name>[\p{L}\p{M}\p{N}_-]+)${END}`, 'uy');

/** The tags that a task has room for; further ones stay text. */
export function chooseTags<Phrase extends { tag: string }>(phrases: readonly Phrase[]): Phrase[] {
  const tags = new Set<string>();
  return phrases.filter(({ tag }) => {
    if (tags.size < TAGS_LIMIT) tags.add(tag);
    return tags.has(tag);
  });
}

/** A tag that begins at one place of a text. */
export function matchTag(text: string, at: number): { end: number; tag: string } | null {
  const match = matchAt(WORD, text, at);
  const tag = match && toTag(match.groups?.['name'] ?? '');
  return tag ? { end: at + match[0].length, tag } : null;
}

/** A word of the line as a tag, or null. Here a tag needs a letter: `#12` is the number of something. */
export function toTag(name: string): string | null {
  const tag = parseTag(name);
  return tag !== null && /\p{L}/u.test(tag) ? tag : null;
}
