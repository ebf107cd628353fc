import { addDays } from '@/tasks/calendar';
import { type Day, type Time, toTime, weekdayOf } from './calendar';
import type { DatePhrase } from './dates';
import type { Now } from './moment';
import type { Range } from './range';
import { type DayPart, PART_TIMES, type TimePhrase } from './times';

/** When something is due on the calendar and the clock of the person who typed it. */
export interface CapturedDue {
  date: Day;
  time: Time | null;
}

/** Phrases that follow each other directly and say one thing: `tomorrow at 9am`. */
export interface DuePhrase extends Range {
  date: Day | null;
  part: DayPart | null;
  clock: TimePhrase | null;
  /** A time that is already exact: `in 3 hours`. */
  time: Time | null;
}

/** What some neighbouring phrases say together; null if they contradict each other, as `tomorrow friday` may. */
export function joinPhrases(
  range: Range,
  days: readonly DatePhrase[],
  clocks: readonly TimePhrase[],
): DuePhrase | null {
  const date = agreeOnDay(days);
  const times = [...days.map(({ time }) => time), ...clocks].filter((time) => time !== null);
  if (date === undefined || times.length > 1) return null;
  return {
    ...range,
    date,
    part: days.find(({ part }) => part !== null)?.part ?? null,
    clock: clocks[0] ?? null,
    time: days.find(({ time }) => time !== null)?.time ?? null,
  };
}

/** The day that all mean; null if there is none, undefined if they mean different ones. */
function agreeOnDay(days: readonly DatePhrase[]): Day | null | undefined {
  const first = days.find(({ weekday }) => weekday === null) ?? days[0];
  if (!first) return null;
  const isAgreed = days.every(({ date, weekday }) => date === first.date || weekday === weekdayOf(first.date));
  return isAgreed ? first.date : undefined;
}

/** The phrases that count: the last one with a day, and with it a time from elsewhere if it has none itself. */
export function chooseDue(phrases: readonly DuePhrase[]): DuePhrase[] {
  const day = phrases.findLast(({ date }) => date !== null);
  const hasTime = day !== undefined && (day.clock !== null || day.time !== null);
  const clock = hasTime ? undefined : phrases.findLast(({ date, clock }) => date === null && clock !== null);
  return phrases.filter((phrase) => phrase === day || phrase === clock);
}

/** The wall-clock date and time that the chosen phrases come to. */
export function resolveDue(chosen: readonly DuePhrase[], now: Now): CapturedDue | null {
  const day = chosen.find(({ date }) => date !== null);
  const clock = chosen.find(({ clock }) => clock !== null)?.clock ?? null;
  if (!day?.date) return clock && resolveNext(toTime(clock.hour, clock.minute), now);
  if (clock) return resolveClock(day.date, day.part, clock);
  return { date: day.date, time: day.time ?? resolvePart(day.date, day.part, now) };
}

/** A time without a day: the next one that the clock will show. */
function resolveNext(time: Time, now: Now): CapturedDue {
  return { date: time > now.time ? now.date : addDays(now.date, 1), time };
}

/** A part of the day stands for an hour, unless that is over: then the whole day is left. */
function resolvePart(date: Day, part: DayPart | null, now: Now): Time | null {
  const time = part && PART_TIMES[part];
  return date === now.date && time !== null && time <= now.time ? null : time;
}

/** Hours after noon need no `pm` beside "afternoon", "evening" or "night", and a night ends on the next day. */
function resolveClock(date: Day, part: DayPart | null, { hour, minute, isExact }: TimePhrase): CapturedDue {
  const isNight = part === 'night';
  if (isNight && !isExact && hour === 12) return { date: addDays(date, 1), time: toTime(0, minute) };
  if (isNight && hour < 4) return { date: addDays(date, 1), time: toTime(hour, minute) };
  const isLate = part !== null && part !== 'morning' && !isExact && hour < 12;
  return { date, time: toTime(isLate ? hour + 12 : hour, minute) };
}
