/** How urgent a due date is. */
export type Urgency = 'overdue' | 'today' | 'soon' | 'later';

/** A due date as a person says it: a word for the days around today, else the date. */
export interface DueLabel {
  text: string;
  urgency: Urgency;
}

const DAY = 24 * 60 * 60 * 1000;

/** The instant at which a day of the user's calendar (`YYYY-MM-DD`) is over, less a second. Null for no day. */
export function endOfDay(day: string): string | null {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? null : end.toISOString();
}

/** The day of the user's calendar that an instant lies in, `YYYY-MM-DD`; empty for no instant. */
export function toDay(instant: string | null): string {
  if (instant === null) return '';
  const date = new Date(instant);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The day that comes so many days after the one of `now`. */
export function addDays(now: Date, days: number): string {
  return toDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12).toISOString());
}

export function describeDue(instant: string, now: Date, locale?: string): DueLabel {
  const due = new Date(instant);
  const days = Math.round((startOfDay(due) - startOfDay(now)) / DAY);
  if (days < -1) return { text: formatDay(due, now, locale), urgency: 'overdue' };
  if (days === -1) return { text: 'Yesterday', urgency: 'overdue' };
  if (days === 0) return { text: 'Today', urgency: 'today' };
  if (days === 1) return { text: 'Tomorrow', urgency: 'soon' };
  if (days < 7) return { text: due.toLocaleDateString(locale, { weekday: 'long' }), urgency: 'later' };
  return { text: formatDay(due, now, locale), urgency: 'later' };
}

function formatDay(date: Date, now: Date, locale: string | undefined): string {
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short', year });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
