import { setTimeout as sleep } from 'node:timers/promises';
import { createEventReader } from './event-stream';
import { describeError, send } from './http';
import { api, type Person } from './person';
import type { Tally } from './tally';

/** A window that is open all the time, and opens its stream of events again whenever that has ended. */
export interface Window {
  /** How often the stream was opened, and how many changes of tasks were heard in all. */
  opened: number;
  heard: number;
  /** Closes it. */
  close(): Promise<void>;
}

/** Pings come every 15 s. */
const silenceSeconds = 45;

/** Opens a window. A stream that breaks off, falls silent or is refused is a failure; one that ends in order is none. */
export function openWindow(url: string, { cookie }: Person, tally: Tally): Window {
  const closed = new AbortController();
  const window: Window = {
    opened: 0,
    heard: 0,
    close: async () => {
      closed.abort();
      await staying;
    },
  };
  const stay = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await listen(url, cookie, window, tally, closed.signal);
      await sleep(250);
    }
  };
  const staying = stay();
  return window;
}

async function listen(url: string, cookie: string, window: Window, tally: Tally, closed: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const outcome = await new Promise<string | undefined>((resolve) => {
    const headers = { cookie, accept: 'text/event-stream' };
    const request = send(url, `${api}/events`, { headers }, (response) => {
      if (response.statusCode !== 200) {
        request.destroy();
        resolve(`answered with ${response.statusCode}`);
        return;
      }
      window.opened += 1;
      const read = createEventReader(({ name }) => {
        if (name === 'tasks') window.heard += 1;
      });
      response.on('data', read);
      response.on('error', (error) => {
        resolve(`broke off: ${describeError(error)}`);
      });
      response.on('end', () => {
        resolve(undefined);
      });
    });
    request.on('error', (error) => {
      resolve(describeError(error));
    });
    request.setTimeout(silenceSeconds * 1000, () => {
      request.destroy(new Error(`said nothing for ${silenceSeconds} s`));
    });
    const close = (): void => {
      resolve(undefined);
      request.destroy();
    };
    closed.addEventListener('abort', close, { signal: ended.signal });
  });
  ended.abort();
  if (outcome === undefined) tally.succeed('events');
  else tally.fail('events', outcome);
}
