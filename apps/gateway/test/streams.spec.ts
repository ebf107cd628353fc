import { get, type IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { nginx, unlessThere } from './nginx';
import { type Pod, startPod } from './pod';

/** How many milliseconds after it was written each event came. */
async function listDelays(port: number, path: string, headers = {}): Promise<number[]> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false, headers }, resolve).on('error', reject);
  });
  const delays: number[] = [];
  for await (const part of response) {
    const now = Date.now();
    for (const [, time] of String(part).matchAll(/data: (\d+)/g)) delays.push(now - Number(time));
  }
  return delays;
}

describe.skipIf(!nginx)(`a stream${unlessThere}`, () => {
  let pod: Pod;

  beforeAll(async () => {
    pod = await startPod('frontend');
    return () => pod.remove();
  });

  it.each([
    ['/chat', {}],
    ['/chat', { 'accept-encoding': 'gzip, br' }],
    ['/unmarked', {}],
  ])('%s comes as it is written, to a reader with %j', async (path, headers) => {
    const delays = await listDelays(pod.port, path, headers);
    expect(delays).toHaveLength(10);
    expect(Math.max(...delays)).toBeLessThan(90);
  });

  it('whose reader hangs up ends at the server too', async () => {
    const request = get({ host: '127.0.0.1', port: pod.port, path: '/events', agent: false });
    // we hang up ourselves
    request.on('error', () => undefined);
    const response = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
    await new Promise((resolve) => response.once('data', resolve));
    expect((await pod.readSelf()).streams).toBe(1);
    request.destroy();
    await expect.poll(async () => (await pod.readSelf()).streams).toBe(0);
  });
});
