const DAY_MS = 24 * 60 * 60 * 1000;

/** A moment as a clock on the wall of a zone shows it. */
export interface WallTime {
  /** `YYYY-MM-DD`. */
  date: string;
  /** `HH:MM`. */
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
let latest: { instant: number; zone: string; wall: WallTime } | undefined;

/** What the clock of a zone shows at an instant. A list asks for the present one in each of its rows: it is kept. */
export function readWall(instant: Date, zone: string): WallTime {
  if (latest?.instant === instant.getTime() && latest.zone === zone) return latest.wall;
  const wall = computeWall(instant, zone);
  latest = { instant: instant.getTime(), zone, wall };
  return wall;
}

function computeWall(instant: Date, zone: string): WallTime {
  const parts = new Map(
    findFormat(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${read('year').padStart(4, '0')}-${read('month')}-${read('day')}`,
    time: `${read('hour')}:${read('minute')}`,
  };
}

/** The day that comes so many days after another one. Days have no zone and no daylight saving. */
export function addDays(day: string, days: number): string {
  return new Date(toNoon(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days lie between two days; negative when the second one is the earlier. */
export function countDays(from: string, to: string): number {
  return Math.round((toNoon(to) - toNoon(from)) / DAY_MS);
}

/** A day in words of the locale. */
export function formatDay(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(toNoon(day)).toLocaleDateString(locale, { ...options, timeZone: 'UTC' });
}

/** A time of day (`HH:MM`) as the locale writes it. */
export function formatTime(time: string, locale: string): string {
  return new Date(`2000-01-01T${time}:00Z`).toLocaleTimeString(locale, { timeStyle: 'short', timeZone: 'UTC' });
}

function toNoon(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}

/** Making a format is the costly part, and a list asks for the same one in each row. */
function findFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
