import { ApiError, classifyAbsence } from '@/lib/api/errors';

/** Who everybody waits for: a database that was asleep, or a server that restarts. */
export type Awaited = 'database' | 'server';

/** Sends a request, and again for as long as the answer is that somebody is on the way back. */
export type Patiently = <T>(send: () => Promise<T>) => Promise<T>;

/** A database wakes within seconds; one that takes longer than this is away, and somebody should look. */
const LIMIT_SECONDS = 60;

/**
 * @param wait for some seconds
 * @param onChange hears for whom requests wait, and null when none waits any more
 * @param told for whom somebody waited already, as far as the screen says
 */
export function createPatience(
  wait: (seconds: number) => Promise<void>,
  onChange: (awaited: Awaited | null) => void,
  told: Awaited | null = null,
): Patiently {
  const waiting = new Map<symbol, Awaited>();
  const tell = () => {
    const awaited = [...waiting.values()].at(-1) ?? null;
    if (awaited !== told) onChange(awaited);
    told = awaited;
  };

  return async (send) => {
    const request = Symbol('request');
    try {
      for (let waited = 0; ; ) {
        try {
          return await send();
        } catch (error) {
          const awaited = classifyAbsence(error);
          if (awaited === null || waited >= LIMIT_SECONDS) throw error;
          waiting.set(request, awaited);
          tell();
          const pause = resolvePause(error);
          await wait(pause);
          waited += pause;
        }
      }
    } finally {
      waiting.delete(request);
      tell();
    }
  };
}

function resolvePause(error: unknown): number {
  const asked = error instanceof ApiError ? error.retryAfterSeconds : null;
  return Math.min(Math.max(asked ?? 2, 1), 10);
}
