import { formatTime } from '@/tasks/calendar';
import { type Clock, describeDue } from '@/tasks/due';
import type { CapturedDue, DuePhrase } from './due';
import { PRIORITY_LABELS } from './priority';
import type { Range, Touches } from './range';
import type { PriorityPhrase, TagPhrase } from './sentence';
import { takeSeparators } from './title';

/** Some characters of the text that were understood. */
export interface Span extends Range {
  kind: 'due' | 'tag' | 'priority';
  /** The characters. */
  text: string;
  /** What they were understood as, for a person to read: `Tomorrow, 09:00`. */
  label: string;
}

type Mark = Omit<Span, 'text'>;

/** What counts of a text, and what it comes to. */
export interface Understood {
  dues: readonly DuePhrase[];
  due: CapturedDue | null;
  tags: readonly TagPhrase[];
  priorities: readonly PriorityPhrase[];
}

/** The spans of a text in its order. Literal stretches are not touched. */
export function buildSpans(text: string, understood: Understood, isLiteral: Touches, clock: Clock): Span[] {
  const { dues, tags, priorities } = understood;
  const marks: Mark[] = [
    ...dues.map((phrase) => ({
      ...selectRange(phrase),
      kind: 'due' as const,
      label: labelDue(phrase, understood, clock),
    })),
    ...tags.map((phrase) => ({ ...selectRange(phrase), kind: 'tag' as const, label: `#${phrase.tag}` })),
    ...priorities.map((phrase) => ({
      ...selectRange(phrase),
      kind: 'priority' as const,
      label: PRIORITY_LABELS[phrase.priority],
    })),
  ];
  marks.sort((left, right) => left.start - right.start);
  return takeSeparators(text, marks, isLiteral).map((mark) => ({ ...mark, text: text.slice(mark.start, mark.end) }));
}

/** Day and time, or only one of them when the other stands elsewhere in the text. */
function labelDue({ date }: DuePhrase, { dues, due }: Understood, clock: Clock): string {
  if (due === null) return '';
  const isPart = dues.length > 1;
  if (isPart && date === null) return due.time === null ? '' : formatTime(due.time, clock.locale);
  return describeDue({ date: due.date, time: isPart ? null : due.time, zone: clock.zone, at: null }, clock).text;
}

function selectRange({ start, end }: Range): Range {
  return { start, end };
}
