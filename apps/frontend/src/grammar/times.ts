import type { Time } from './calendar';
import { END, matchAt } from './text';

/** A vague time of the day. */
export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** A time of the day in words. */
export interface TimePhrase {
  end: number;
  hour: number;
  minute: number;
  /** Whether the hour can only mean one half of the day. */
  isExact: boolean;
  /** The words are as likely to mean something else, unless the text ends or another phrase follows. */
  isFragile: boolean;
}

/** The hours that vague words stand for. */
export const PART_TIMES: Record<DayPart, Time> = {
  morning: '09:00',
  afternoon: '15:00',
  evening: '19:00',
  night: '20:00',
};

const LEAD = String.raw`(?<lead>(?:due:?\s+)?(?:at|by)\s+|due:?\s+)?`;
const NUMBERS = new RegExp(
  String.raw`${LEAD}(?<hour>\d{1,2})(?:[:.](?<minute>\d\d))?\s*(?<half>[ap])(?:m|\.m\.?)${END}`,
  'iy',
);
const COLON = new RegExp(String.raw`${LEAD}(?<hour>\d{1,2}):(?<minute>\d\d)${END}`, 'iy');
const BARE = new RegExp(String.raw`(?:due:?\s+)?at\s+(?<hour>\d{1,2})${END}`, 'iy');
const WORDS = new RegExp(String.raw`${LEAD}(?<name>noon|midnight)${END}`, 'iy');

/** The phrase for a time that begins at one place of a text. */
export function matchTime(text: string, at: number): TimePhrase | null {
  const half = matchAt(NUMBERS, text, at);
  if (half) return withHalf(half, at);
  const colon = matchAt(COLON, text, at);
  if (colon) return onTheClock(colon, at, false);
  const bare = matchAt(BARE, text, at);
  if (bare) return onTheClock(bare, at, true);
  const word = matchAt(WORDS, text, at);
  return word && named(word, at);
}

function withHalf({ 0: phrase, groups = {} }: RegExpExecArray, at: number): TimePhrase | null {
  const { hour, minute = 0, half = '' } = groups;
  const number = Number(hour);
  if (number < 1 || number > 12 || Number(minute) > 59) return null;
  return {
    end: at + phrase.length,
    hour: (number % 12) + (half.toLowerCase() === 'p' ? 12 : 0),
    minute: Number(minute),
    isExact: true,
    isFragile: false,
  };
}

function onTheClock({ 0: phrase, groups = {} }: RegExpExecArray, at: number, isFragile: boolean): TimePhrase | null {
  const hour = Number(groups['hour']);
  const minute = Number(groups['minute'] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return { end: at + phrase.length, hour, minute, isExact: hour > 12, isFragile };
}

/** Midnight closes the day it is said of: its last minute, so that the task stands under that day. */
function named({ 0: phrase, groups = {} }: RegExpExecArray, at: number): TimePhrase {
  const isNoon = groups['name']?.toLowerCase() === 'noon';
  return {
    end: at + phrase.length,
    hour: isNoon ? 12 : 23,
    minute: isNoon ? 0 : 59,
    isExact: true,
    isFragile: groups['lead'] === undefined,
  };
}
