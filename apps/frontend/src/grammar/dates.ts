import { addDays, readWall } from '@/tasks/calendar';
import {
  addMonths,
  type Day,
  firstOfMonth,
  lastOfMonth,
  monthOf,
  type Time,
  toDay,
  weekdayOf,
  yearOf,
} from './calendar';
import type { Now } from './moment';
import { COUNT, MONTH, readCount, readMonth, readWeekday, WEEKDAY } from './names';
import { END, matchAt } from './text';
import type { DayPart } from './times';

/** A day in words, with what the same words say of the time. */
export interface DatePhrase {
  end: number;
  date: Day;
  time: Time | null;
  part: DayPart | null;
  /** Set when nothing but a weekday was named: any day that is one agrees with it. */
  weekday: number | null;
  /** The words are as likely to mean something else, unless the text ends or another phrase follows. */
  isFragile: boolean;
}

type Meaning = Pick<DatePhrase, 'date'> & Partial<DatePhrase>;
type Groups = Record<string, string | undefined>;

interface Rule {
  pattern: RegExp;
  /** Null for a day that the calendar does not have. */
  resolve: (groups: Groups, now: Now) => Meaning | null;
}

const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
const YEAR_NUMBER = String.raw`(?:19[7-9]\d|2[01]\d\d)`;
const YEAR = String.raw`(?:,?\s+(?<year>${YEAR_NUMBER}))?`;
const LEAD_OF_DATE = String.raw`(?<lead>(?:due:?\s+)?(?:on|by)\s+|due:?\s+)?`;
/** Nobody says "on tomorrow": the "on" of `Carry on tomorrow` belongs to the task. */
const LEAD_OF_WORD = String.raw`(?:(?:due:?\s+)?by\s+|due:?\s+)?`;

const RULES: readonly Rule[] = [
  wordRule('today', (_, { date }) => ({ date })),
  wordRule('tonight', (_, { date }) => ({ date, part: 'night' })),
  wordRule(String.raw`this\s+(?<part>morning|afternoon|evening)`, ({ part }, { date }) => ({
    date,
    part: toPart(part),
  })),
  wordRule('tomorrow', (_, { date }) => ({ date: addDays(date, 1) })),
  wordRule(String.raw`(?:the\s+)?day\s+after\s+tomorrow`, (_, { date }) => ({ date: addDays(date, 2) })),
  wordRule(String.raw`this\s+(?<weekday>${WEEKDAY})`, ({ weekday = '' }, { date }) => ({
    date: addDays(date, daysUntil(readWeekday(weekday), date)),
  })),
  wordRule(String.raw`next\s+(?<weekday>${WEEKDAY})`, ({ weekday = '' }, { date }) => ({
    date: addDays(nextMonday(date), readWeekday(weekday) - 1),
  })),
  wordRule(String.raw`next\s+week`, (_, { date }) => ({ date: nextMonday(date) })),
  wordRule(String.raw`next\s+month`, (_, { date }) => ({ date: addMonths(firstOfMonth(date), 1) })),
  wordRule(String.raw`in\s+(?<count>${COUNT})\s+(?<unit>minute|min|hour|day|week|month|year)s?`, resolveDistance),
  wordRule(String.raw`(?:at\s+)?(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?month`, (_, { date }) => ({
    date: lastOfMonth(date),
    isFragile: true,
  })),
  dateRule(`(?<weekday>${WEEKDAY})`, ({ weekday = '', lead }, { date }) => ({
    date: addDays(date, daysUntil(readWeekday(weekday), date) || 7),
    weekday: readWeekday(weekday),
    isFragile: lead === undefined && /^(?:sun|sat|wed)$/i.test(weekday),
  })),
  dateRule(String.raw`(?<month>${MONTH})\s+${DAY}${YEAR}`, resolveDate),
  dateRule(String.raw`(?:the\s+)?${DAY}(?:\s+of)?\s+(?<month>${MONTH})${YEAR}`, resolveDate),
  dateRule(String.raw`(?<year>${YEAR_NUMBER})-(?<month>\d\d)-(?<day>\d\d)`, resolveDate),
  dateRule(String.raw`the\s+(?<day>\d{1,2})(?:st|nd|rd|th)`, ({ lead, day }, { date }) =>
    lead === undefined ? null : resolveDayOfMonth(Number(day), date),
  ),
];

const PART = new RegExp(String.raw`\s+(?:in\s+the\s+)?(?<part>morning|afternoon|evening|night)${END}`, 'iy');

/** The longest phrase for a day that begins at one place of a text. */
export function matchDate(text: string, at: number, now: Now): DatePhrase | null {
  const phrases = RULES.flatMap(({ pattern, resolve }) => {
    const match = matchAt(pattern, text, at);
    const meaning = match && resolve(match.groups ?? {}, now);
    if (!meaning) return [];
    const end = at + match[0].length;
    return [{ end, time: null, part: null, weekday: null, isFragile: false, ...meaning }];
  });
  const longest = phrases.reduce<DatePhrase | null>((best, next) => (best && best.end >= next.end ? best : next), null);
  return longest && addPart(longest, text);
}

function wordRule(body: string, resolve: Rule['resolve']): Rule {
  return { pattern: new RegExp(`${LEAD_OF_WORD}${body}${END}`, 'iy'), resolve };
}

function dateRule(body: string, resolve: Rule['resolve']): Rule {
  return { pattern: new RegExp(`${LEAD_OF_DATE}${body}${END}`, 'iy'), resolve };
}

/** Takes "morning" and the like along when it directly follows the day. */
function addPart(phrase: DatePhrase, text: string): DatePhrase {
  const match = phrase.time === null && phrase.part === null ? matchAt(PART, text, phrase.end) : null;
  if (!match) return phrase;
  return { ...phrase, end: phrase.end + match[0].length, part: toPart(match.groups?.['part']), isFragile: false };
}

function toPart(word = ''): DayPart {
  return word.toLowerCase() as DayPart;
}

function daysUntil(weekday: number, date: Day): number {
  return (weekday - weekdayOf(date) + 7) % 7;
}

function nextMonday(date: Day): Day {
  return addDays(date, 8 - weekdayOf(date));
}

function resolveDistance({ count: word = '', unit = '' }: Groups, { now, zone, date }: Now): Meaning | null {
  const count = readCount(word);
  if (count === 0) return null;
  switch (unit.toLowerCase()) {
    case 'day':
      return { date: addDays(date, count) };
    case 'week':
      return { date: addDays(date, 7 * count) };
    case 'month':
      return { date: addMonths(date, count) };
    case 'year':
      return { date: addMonths(date, 12 * count) };
    default: {
      const minutes = unit.toLowerCase() === 'hour' ? 60 * count : count;
      return readWall(new Date(now.getTime() + minutes * 60_000), zone);
    }
  }
}

/** A day and a month with a year, or the next one there is from today on. */
function resolveDate({ year, month = '', day }: Groups, { date: today }: Now): Meaning | null {
  const number = /^\d/.test(month) ? Number(month) : readMonth(month);
  const toDate = (of: number) => toDay(of, number, Number(day));
  if (year !== undefined) return toMeaning(toDate(Number(year)));
  // 29 February is eight years away at most
  const years = Array.from({ length: 9 }, (_, index) => yearOf(today) + index);
  return toMeaning(years.map(toDate).find((date) => date !== null && date >= today));
}

/** The next month that has such a day, this one included unless the day is over. */
function resolveDayOfMonth(day: number, today: Day): Meaning | null {
  const first = firstOfMonth(today);
  const dates = Array.from({ length: 12 }, (_, index) => addMonths(first, index)).map((month) =>
    toDay(yearOf(month), monthOf(month), day),
  );
  const date = dates.find((date) => date !== null && date >= today);
  return date ? { date, isFragile: true } : null;
}

function toMeaning(date: Day | null | undefined): Meaning | null {
  return date ? { date } : null;
}
