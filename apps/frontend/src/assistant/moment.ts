import type { Clock } from '@/tasks/due';

/** A clock time (ms) as the reader's own clock shows it: 14:05. */
export function formatMoment(at: number, { zone, locale }: Pick<Clock, 'zone' | 'locale'>): string {
  return new Date(at).toLocaleTimeString(locale, { timeStyle: 'short', timeZone: zone });
}

/** How long ago something was, as one says it in a list: a time today, else a day. */
export function formatAge(instant: string, { now, zone, locale }: Clock): string {
  const at = new Date(instant);
  const day = (date: Date) => date.toLocaleDateString(locale, { timeZone: zone });
  if (day(at) === day(now)) return formatMoment(at.getTime(), { zone, locale });
  return at.toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: zone });
}
