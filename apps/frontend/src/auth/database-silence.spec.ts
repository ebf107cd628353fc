import { expect, test } from 'vitest';
import { watchSilence } from './database-silence';

const never = new Promise<never>(() => undefined);
const pass = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));
const inLongTime = () => Date.now() + 10_000;

test('what comes is passed on, and so is what fails', async () => {
  const silence = watchSilence(50);
  expect(await silence.bear(Promise.resolve(1), inLongTime())).toBe(1);
  await expect(silence.bear(Promise.reject(new Error('no such table')), inLongTime())).rejects.toThrow('no such table');
});

test('nobody waits for a database that says nothing', async () => {
  const started = Date.now();
  await expect(watchSilence(50).bear(never, inLongTime())).rejects.toThrow(/timeout/);
  expect(Date.now() - started).toBeGreaterThanOrEqual(49);
});

test('one that answers others has much to do, and is waited for', async () => {
  const silence = watchSilence(80);
  const talk = setInterval(silence.hear, 20);
  const answer = pass(200).then(() => 'late');
  expect(await silence.bear(answer, inLongTime())).toBe('late');
  clearInterval(talk);
});

test('but not beyond the deadline', async () => {
  const silence = watchSilence(80);
  const talk = setInterval(silence.hear, 20);
  await expect(silence.bear(never, Date.now() + 200)).rejects.toThrow(/timeout/);
  clearInterval(talk);
});

test('a process that was busy itself reads what has come before it judges', async () => {
  const answer = fetchWord();
  const waited = watchSilence(30).bear(answer, inLongTime());
  const busyUntil = Date.now() + 100;
  while (Date.now() < busyUntil);
  expect(await waited).toBe('word');
});

/** An answer that arrives through the event loop, as one over the network does. */
function fetchWord(): Promise<string> {
  const { port1, port2 } = new MessageChannel();
  const word = new Promise<string>((resolve) => {
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(String(data));
    };
  });
  port2.postMessage('word');
  return word;
}
