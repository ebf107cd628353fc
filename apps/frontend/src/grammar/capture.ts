import type { Priority } from '@/tasks/task';
import { chooseDue, type CapturedDue, resolveDue } from './due';
import { type Moment, readNow } from './moment';
import { findPhrases } from './phrases';
import { createTouches, type Range } from './range';
import { readSentence } from './sentence';
import { buildSpans, type Span } from './spans';
import { chooseTags } from './tags';
import { findQuotes, splitWords } from './text';
import { buildTitle, countExcess } from './title';

/** A task as one line says it. */
export interface Capture {
  /** All that was not understood as something else; may be empty. */
  title: string;
  /** By how many characters the title is too long for a task. */
  excess: number;
  due: CapturedDue | null;
  /** At most ten, lower case, each once, in the order of the text. */
  tags: string[];
  priority: Priority;
  /** In the order of the text; they do not overlap. */
  spans: Span[];
}

export interface CaptureOptions extends Moment {
  /** Stretches that a person wants taken literally: chips that were removed. */
  ignored?: readonly Range[];
  /** How dates in labels are written, BCP 47. */
  locale?: string;
}

/** Reads one line as a task. Depends on nothing but its arguments and never throws, whatever the text. */
export function parseCapture(text: string, { ignored = [], locale = 'en-GB', ...moment }: CaptureOptions): Capture {
  const now = readNow(moment);
  const words = splitWords(text);
  const isLiteral = createTouches([...findQuotes(text), ...ignored], text.length);
  const sentence = readSentence(text, words, findPhrases(text, words, isLiteral, now));
  const dues = chooseDue(sentence.dues);
  const due = resolveDue(dues, now);
  const tags = chooseTags(sentence.tags);
  const priorities = sentence.priorities.slice(-1);
  const spans = buildSpans(text, { dues, due, tags, priorities }, isLiteral, { ...moment, locale });
  const title = buildTitle(text, spans);
  return {
    title,
    excess: countExcess(title),
    due,
    tags: [...new Set(tags.map(({ tag }) => tag))],
    priority: priorities[0]?.priority ?? 0,
    spans,
  };
}
