import { type DuePhrase, joinPhrases } from './due';
import { ALTERNATIVE, findNext, JOINT, type Phrase, type Phrases } from './phrases';
import type { Word } from './text';

type DatedPhrase = Extract<Phrase, { kind: 'date' | 'time' }>;
export type TagPhrase = Extract<Phrase, { kind: 'tag' }>;
export type PriorityPhrase = Extract<Phrase, { kind: 'priority' }>;

/** What a text says, in its order. */
export interface Sentence {
  dues: readonly DuePhrase[];
  tags: readonly TagPhrase[];
  priorities: readonly PriorityPhrase[];
}

/** Before one of these a date or time says something else than when the task is due. */
const GUARDS = new Set(
  (
    'a an the my our your his her their its every each before after since until till from for of to in about around ' +
    'than past last except not or and & / black good cyber easter'
  ).split(' '),
);

/** Chooses from left to right the phrases that stand; what is left out is text. */
export function readSentence(text: string, words: readonly Word[], phrases: Phrases): Sentence {
  const dues: DuePhrase[] = [];
  const tags: TagPhrase[] = [];
  const priorities: PriorityPhrase[] = [];
  let end = 0;
  let before = '';
  for (const word of words) {
    const phrase = word.start < end ? undefined : phrases.get(word.start);
    if (phrase && isDated(phrase)) {
      const [group = [], ...alternatives] = collectAlternatives(text, phrase, phrases);
      const due = GUARDS.has(before) || alternatives.length > 0 ? null : join(group);
      if (due) dues.push(due);
      end = endOf(alternatives.at(-1) ?? group);
    } else if (phrase) {
      if (phrase.kind === 'tag') tags.push(phrase);
      else priorities.push(phrase);
      end = phrase.end;
    }
    before = word.text.toLowerCase();
  }
  return { dues, tags, priorities };
}

/** A date or time and those that are offered beside it: `9am or 10am`, `monday to friday`. None of them counts. */
function collectAlternatives(text: string, first: DatedPhrase, phrases: Phrases): DatedPhrase[][] {
  const groups = [collect(text, first, phrases)];
  for (let next = findNext(ALTERNATIVE, text, endOf(groups[0] ?? []), phrases); next && isDated(next); ) {
    const group = collect(text, next, phrases);
    groups.push(group);
    next = findNext(ALTERNATIVE, text, endOf(group), phrases);
  }
  return groups;
}

/** A phrase and those that follow it directly. */
function collect(text: string, first: DatedPhrase, phrases: Phrases): DatedPhrase[] {
  const group = [first];
  for (let next = findNext(JOINT, text, first.end, phrases); next && isDated(next); ) {
    group.push(next);
    next = findNext(JOINT, text, next.end, phrases);
  }
  return group;
}

function join(group: readonly DatedPhrase[]): DuePhrase | null {
  const range = { start: group[0]?.start ?? 0, end: endOf(group) };
  const days = group.flatMap((phrase) => (phrase.kind === 'date' ? [phrase.day] : []));
  const clocks = group.flatMap((phrase) => (phrase.kind === 'time' ? [phrase.clock] : []));
  return joinPhrases(range, days, clocks);
}

function isDated(phrase: Phrase): phrase is DatedPhrase {
  return phrase.kind === 'date' || phrase.kind === 'time';
}

function endOf(group: readonly DatedPhrase[]): number {
  return group.at(-1)?.end ?? 0;
}
