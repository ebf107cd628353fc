import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { chat, explainNoChat } from '../e2e/rollouts/chat';
import { createEventReader, type StreamEvent } from '../e2e/rollouts/event-stream';
import { openWindow } from '../e2e/rollouts/events';
import { startLoad } from '../e2e/rollouts/load';
import { type Person, signUp } from '../e2e/rollouts/person';
import { isRolledOut, listKilled, mapLifecycles, toldToEnd } from '../e2e/rollouts/pod-state';
import { createTally, formatTally, type Tally } from '../e2e/rollouts/tally';

// What the rollouts are judged by has to see every way in which a request or a stream can be lost.

let server: Server | undefined;

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const person: Person = { email: 'a@example.com', password: 'secret', cookie: 'session=1' };

/** Answers as the application would. */
const answerWell: RequestListener = ({ method }, response) => {
  response.writeHead(method === 'POST' ? 201 : 200).end('{}');
};

async function loadFor(milliseconds: number, url: string): Promise<Tally> {
  const tally = createTally();
  const load = startLoad(url, [person], tally, 100);
  await sleep(milliseconds);
  await load.stop();
  return tally;
}

describe('the load', () => {
  it('asks for a page, a list and a new task in turn, at the rate that is wanted, as somebody who is signed in', async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.cookie}`);
      answerWell(request, response);
    });
    const tally = await loadFor(1000, url);
    expect(new Set(seen)).toEqual(
      new Set([
        'GET / session=1',
        'GET /api/backend/api/v1/tasks session=1',
        'POST /api/backend/api/v1/tasks session=1',
      ]),
    );
    expect(tally.failures).toEqual([]);
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.length).toBeLessThan(150);
    expect(tally.count('page') + tally.count('list') + tally.count('create')).toBe(seen.length);
  });

  it('waits for the last answer', async () => {
    const url = await serve((request, response) => {
      setTimeout(() => {
        answerWell(request, response);
      }, 300);
    });
    expect((await loadFor(200, url)).failures).toEqual([]);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['an error', (_, response) => response.writeHead(502).end('Bad Gateway'), /^502 Bad Gateway$/],
    [
      'a way to the sign-in',
      (_, response) => response.writeHead(307, { location: '/sign-in' }).end(),
      /^307 to \/sign-in/,
    ],
    ['a closed connection', (request) => request.socket.destroy(), /socket hang up/],
    [
      'an answer that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half');
        setTimeout(() => response.destroy(), 10);
      },
      /aborted/,
    ],
  ])('counts as lost: %s', async (_, listener, what) => {
    const { failures, count } = await loadFor(200, await serve(listener));
    expect(failures.length).toBe(count('page') + count('list') + count('create'));
    expect(failures[0]?.what).toMatch(what);
  });

  it('counts as lost what nobody listens to', async () => {
    const url = await serve(answerWell);
    server?.close();
    expect((await loadFor(200, url)).failures[0]?.what).toMatch(/ECONNREFUSED/);
  });
});

describe('a window', () => {
  const hello = 'event: hello\ndata: {}\n\n';

  async function watchFor(milliseconds: number, listener: RequestListener) {
    const tally = createTally();
    const window = openWindow(await serve(listener), person, tally);
    await sleep(milliseconds);
    await window.close();
    return { ...window, failures: tally.failures.map(({ what }) => what) };
  }

  it('opens its stream again when that has ended in order, and hears what changes', async () => {
    const seen = await watchFor(900, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${hello}: ping\n\nevent: tasks\ndata: {"origin":""}\n\n`);
    });
    expect(seen.failures).toEqual([]);
    expect(seen.opened).toBeGreaterThan(1);
    expect(seen.heard).toBe(seen.opened);
  });

  it('does not count its own closing', async () => {
    const seen = await watchFor(200, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(hello);
    });
    expect(seen).toMatchObject({ failures: [], opened: 1 });
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(hello);
        setTimeout(() => response.destroy(), 10);
      },
      /^broke off: ECONNRESET/,
    ],
    ['that is refused', (_, response) => response.writeHead(503).end(), /^answered with 503$/],
    ['that is cut unanswered', (request) => request.socket.destroy(), /socket hang up/],
  ])('counts a stream as lost %s', async (_, listener, what) => {
    expect((await watchFor(200, listener)).failures[0]).toMatch(what);
  });
});

describe('a chat', () => {
  async function talk(...events: string[]): Promise<Tally> {
    const tally = createTally();
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(events.map((event) => `event: ${event}\n\n`).join(''));
    });
    await chat(url, person, tally, 'Hello');
    return tally;
  }

  it('is well when it says that it is complete', async () => {
    expect((await talk('text\ndata: {"delta":"Hi"}', 'end\ndata: {"finish":"complete"}')).failures).toEqual([]);
  });

  it('is lost when it ends without a word, or in an error', async () => {
    expect((await talk('text\ndata: {"delta":"Hi"}')).failures[0]?.what).toMatch(/^ended with nothing: text/);
    const failed = await talk('error\ndata: {"code":"interrupted"}', 'end\ndata: {"finish":"error"}');
    expect(failed.failures[0]?.what).toContain('"interrupted"');
  });

  it('is not to be had where the assistant is off', async () => {
    const url = await serve((_, response) => response.end('{"state":"off"}'));
    expect(await explainNoChat(person, url)).toBe('the assistant is off');
  });
});

describe('server-sent events', () => {
  it('are cut out of a stream wherever its parts are cut', () => {
    const text = ': ping\r\n\r\nevent: a\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\n\nevent: b\ndata:4\n\nevent: c\nda';
    for (let at = 0; at <= text.length; at += 1) {
      const events: StreamEvent[] = [];
      const read = createEventReader((event) => events.push(event));
      read(text.slice(0, at));
      read(text.slice(at));
      expect(events).toEqual([
        { name: 'a', data: '1\n2' },
        { name: 'message', data: '3' },
        { name: 'b', data: '4' },
      ]);
    }
  });
});

describe('a rollout', () => {
  const done = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
  const isDone = (status: object) =>
    isRolledOut({ metadata: { generation: 2 }, spec: { ...spec, replicas: 3 }, status });
  const spec = { selector: {}, template: {} };

  it('is done when all pods that are wanted are new and serve, and no old one is counted', () => {
    expect(isDone(done)).toBe(true);
  });

  it.each([
    ['its change has not been seen', { observedGeneration: 1 }],
    ['an old pod is left', { replicas: 4 }],
    ['a new pod is missing', { updatedReplicas: 2 }],
    ['a new pod does not serve yet', { availableReplicas: 2 }],
  ])('is not while %s', (_, change) => {
    expect(isDone({ ...done, ...change })).toBe(false);
  });

  it('knows since when a pod is ending', () => {
    const deletionTimestamp = new Date(140_000);
    expect(toldToEnd({ metadata: { deletionTimestamp, deletionGracePeriodSeconds: 133 } })).toBe(7000);
    expect(toldToEnd({ metadata: {} })).toBeUndefined();
  });

  it('sees a container that had to be killed, a sidecar as well', () => {
    const status = (name: string, exitCode: number) => ({
      ...{ name, image: '', imageID: '', ready: false, restartCount: 0 },
      state: { terminated: { exitCode } },
    });
    const pod = {
      metadata: { name: 'pod' },
      status: { initContainerStatuses: [status('gateway', 137)], containerStatuses: [status('frontend', 143)] },
    };
    expect(listKilled(pod)).toEqual(['pod/gateway']);
  });

  it('takes hooks away from the containers that have one, and gives them back', () => {
    const lifecycle = { preStop: { sleep: { seconds: 3 } } };
    const before = { containers: [{ name: 'backend', lifecycle }], initContainers: [{ name: 'migrate' }] };
    expect(mapLifecycles(before, () => null)).toEqual({
      containers: [{ name: 'backend', lifecycle: null }],
      initContainers: [],
    });
    expect(mapLifecycles(before, (container) => container.lifecycle)).toMatchObject({
      containers: [{ name: 'backend', lifecycle }],
    });
  });
});

it('says in one line what was asked and what was lost, and then how', () => {
  const tally = createTally();
  tally.succeed('page');
  tally.fail('chat', 'broke off');
  expect(formatTally(tally)).toMatch(/^page 1, list 0, create 0, events 0, chat 1: 1 failed\n {2}\S+ chat: broke off$/);
});

it('says what to run where nothing is deployed', async () => {
  const url = await serve(answerWell);
  server?.close();
  await expect(signUp(url, 'Ada')).rejects.toThrow('Run: npx nx deploy k8s-chart');
});
