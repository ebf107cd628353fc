import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { TASKS } from '../support/board.js';
import { target } from '../support/target.js';

const { hostname, port, host } = new URL(target.url);
const HEADER_SECONDS = 15;
const BODY_SECONDS = 30;
const IDLERS = 200;

/** Seconds until the other side has closed the connection; `undefined` if it has not within the limit. */
function waitForCut(first: string, drip: string | undefined, limitSeconds: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const begun = Date.now();
    const socket = connect(Number(port || 80), hostname, () => {
      socket.write(first);
    });
    const dripping = drip === undefined ? undefined : setInterval(() => socket.write(drip), 2000);
    const end = (seconds: number | undefined) => {
      clearInterval(dripping);
      clearTimeout(limit);
      socket.destroy();
      resolve(seconds);
    };
    const limit = setTimeout(end, limitSeconds * 1000, undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      end((Date.now() - begun) / 1000);
    });
    socket.resume();
  });
}

test('slow clients are cut off, and nobody else waits for them', async ({ request }) => {
  const post = `POST ${TASKS} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  const cuts = {
    'says nothing at all': waitForCut('', undefined, HEADER_SECONDS + 5),
    'never ends its headers': waitForCut(`GET / HTTP/1.1\r\nHost: ${host}\r\n`, undefined, HEADER_SECONDS + 5),
    'drips its headers': waitForCut(`GET / HTTP/1.1\r\nHost: ${host}\r\nX-Slow: `, 'a', HEADER_SECONDS + 5),
    'sends no body': waitForCut(`${post}Content-Length: 1000\r\n\r\n`, undefined, BODY_SECONDS + 5),
    'stops in its body': waitForCut(`${post}Content-Length: 1000\r\n\r\n{"title":`, undefined, BODY_SECONDS + 5),
  };
  const idlers = Array.from({ length: IDLERS }, () =>
    waitForCut(`GET / HTTP/1.1\r\nHost: ${host}\r\n`, undefined, HEADER_SECONDS + 5),
  );

  await test.step(`beside ${IDLERS} of them, others are served`, async () => {
    const times: number[] = [];
    for (let index = 0; index < 40; index++) {
      const begun = Date.now();
      expect((await request.get('/readyz')).status()).toBe(200);
      times.push(Date.now() - begun);
      await pause(50);
    }
    times.sort((left, right) => left - right);
    expect(times.at(-3)).toBeLessThan(500);
  });

  for (const [who, cut] of Object.entries(cuts))
    await test.step(`who ${who}`, async () => {
      const seconds = await cut;
      test.info().annotations.push({ type: 'cut after', description: `${who}: ${seconds?.toFixed(1) ?? 'never'} s` });
      expect(seconds, who).toBeLessThanOrEqual(who.includes('body') ? BODY_SECONDS : HEADER_SECONDS);
    });
  expect((await Promise.all(idlers)).filter((seconds) => seconds === undefined)).toEqual([]);
});
