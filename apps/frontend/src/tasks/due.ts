import { addDays, countDays, formatDay, formatTime, readWall } from './calendar';
import type { Due, DueFields } from './task';

/** Where and when somebody looks at a task. */
export interface Clock {
  now: Date;
  /** IANA name of the reader's zone. */
  zone: string;
  /** BCP 47; how dates are written. */
  locale: string;
}

/** How urgent a due date is. */
export type Urgency = 'overdue' | 'today' | 'soon' | 'later';

/** A due date as a person says it: a word for the days around today, else the date; the time behind it. */
export interface DueLabel {
  text: string;
  day: string;
  /** Empty for a whole day. */
  time: string;
  urgency: Urgency;
  /** The same in full, with the zone it was written in if that is not the reader's. */
  title: string;
}

/** The day and time of a due date on the reader's own clock. */
export function resolveLocalDue(due: Due, zone: string): { date: string; time: string | null } {
  if (due.at === null || due.time === null || due.zone === zone) return { date: due.date, time: due.time };
  return readWall(new Date(due.at), zone);
}

export function resolveUrgency(due: Due, { now, zone }: Pick<Clock, 'now' | 'zone'>): Urgency {
  const today = readWall(now, zone);
  const { date, time } = resolveLocalDue(due, zone);
  const days = countDays(today.date, date);
  if (days < 0) return 'overdue';
  if (days === 0) return time !== null && time < today.time ? 'overdue' : 'today';
  return days === 1 ? 'soon' : 'later';
}

export function describeDue(due: Due, clock: Clock): DueLabel {
  const { zone, locale, now } = clock;
  const { date, time } = resolveLocalDue(due, zone);
  const today = readWall(now, zone).date;
  const spoken = time === null ? '' : formatTime(time, locale);
  const behind = spoken === '' ? '' : `, ${spoken}`;
  const day = nameDay(date, today, locale);
  const inFull = formatDay(date, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const elsewhere =
    due.time !== null && due.zone !== null && due.zone !== zone ? ` (${due.time} in ${formatZone(due.zone)})` : '';
  return {
    text: `${day}${behind}`,
    day,
    time: spoken,
    urgency: resolveUrgency(due, clock),
    title: `${inFull}${behind}${elsewhere}`,
  };
}

/** `Europe/Berlin` → `Berlin`. */
export function formatZone(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Today, and the days that one click offers. */
export function resolveShortcuts(today: string): readonly { label: string; date: string }[] {
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  return [
    { label: 'Today', date: today },
    { label: 'Tomorrow', date: addDays(today, 1) },
    { label: 'Next week', date: addDays(today, (8 - weekday) % 7 || 7) },
  ];
}

export function isSameDue(a: DueFields | null, b: DueFields | null): boolean {
  if (a === null || b === null) return a === b;
  return a.date === b.date && a.time === b.time && (a.time === null || a.zone === b.zone);
}

function nameDay(date: string, today: string, locale: string): string {
  const days = countDays(today, date);
  if (days === -1) return 'Yesterday';
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days > 1 && days < 7) return formatDay(date, locale, { weekday: 'long' });
  const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric';
  return formatDay(date, locale, { weekday: 'short', day: 'numeric', month: 'short', year });
}
