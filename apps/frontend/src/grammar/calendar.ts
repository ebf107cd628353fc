import { addDays } from '@/tasks/calendar';

/** A day of the calendar, `YYYY-MM-DD`. Days in this form sort as they follow each other. */
export type Day = string;

/** A time of the day on the clock of 24 hours, `HH:MM`. */
export type Time = string;

/** The day with these numbers (January is 1), or null if the calendar has none. */
export function toDay(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? format(date) : null;
}

export function toTime(hour: number, minute: number): Time {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The same day of the month so many months on, or the last one of a month that is too short. */
export function addMonths(day: Day, count: number): Day {
  const date = parse(day);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count + 1, 0));
  last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
  return format(last);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return parse(day).getUTCDay() || 7;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

export function lastOfMonth(day: Day): Day {
  return addDays(addMonths(firstOfMonth(day), 1), -1);
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

export function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}

function parse(day: Day): Date {
  return new Date(`${day}T00:00Z`);
}

function format(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
