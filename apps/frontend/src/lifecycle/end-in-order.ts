import { EnvironmentError } from '../lib/environment';
import { beginEnding } from './ending';

/** As a shell has it: ended by SIGTERM. Next itself ends with the same. */
const EXIT_CODE = 143;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Seconds that requests have to finish after SIGTERM, 25 unless SHUTDOWN_TIMEOUT_SECONDS says otherwise.
 * @throws {EnvironmentError}
 */
export function parseShutdownSeconds(variables: Variables): number {
  const text = variables['SHUTDOWN_TIMEOUT_SECONDS']?.trim() || '25';
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 600) return seconds;
  throw new EnvironmentError(['SHUTDOWN_TIMEOUT_SECONDS is not usable: it wants whole seconds, 1 to 600.']);
}

/**
 * Next stops listening at SIGTERM and ends when the last request has. Streams that have no end of their own are ended
 * at once, and whatever has not ended after `seconds`, for its client has stalled, does not hold the process up.
 */
export function endInOrder(seconds: number, target: NodeJS.Process = process): void {
  const end = (): void => {
    beginEnding();
    setTimeout(() => {
      console.error(JSON.stringify({ level: 'warning', message: `Requests did not end within ${seconds} s` }));
      target.exit(EXIT_CODE);
    }, seconds * 1000).unref();
  };
  target.once('SIGTERM', end);
  target.once('SIGINT', end);
}
