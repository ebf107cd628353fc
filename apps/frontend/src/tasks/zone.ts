/** Tells the server the browser's time zone, so that it can render Today as the person has it. */
export const ZONE_COOKIE = 'tz';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The IANA zone that a cookie names; UTC for anything that is none. */
export function parseZone(value: string | undefined): string {
  return value !== undefined && isZone(value) ? value : 'UTC';
}

/** The zone that this browser's clock is set to. */
export function readBrowserZone(): string {
  return parseZone(new Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export function rememberZone(zone: string): void {
  document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

function isZone(value: string): boolean {
  // offsets such as "+01:00" are zones to Intl, but not to the backend
  if (!/^[A-Za-z][\w+/-]{1,63}$/.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
