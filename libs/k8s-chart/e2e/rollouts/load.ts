import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { describeError, patienceSeconds, type Answer, type Asked } from './http';
import { api, askAs, type Person } from './person';
import type { Kind, Tally } from './tally';

/** What is asked in turn, and what counts as an answer. */
const turns: readonly { kind: Kind; path: string; build: () => Asked; status: number }[] = [
  { kind: 'page', path: '/', build: () => ({ headers: { accept: 'text/html' } }), status: 200 },
  { kind: 'list', path: `${api}/tasks`, build: () => ({}), status: 200 },
  { kind: 'create', path: `${api}/tasks`, build: buildCreation, status: 201 },
];

/** More than this under way at the same time are not sent: what is measured is then no longer the rate that was meant. */
const mostUnderWay = 200;

/** A constant stream of requests, whatever becomes of those before. */
export interface Load {
  /** Ends it, and waits for the last answer. */
  stop(): Promise<void>;
}

/**
 * Starts it: page, list and new task in turn, for each person in turn, every other one over a connection that is kept,
 * the rest over one of their own.
 */
export function startLoad(url: string, people: readonly Person[], tally: Tally, perSecond = 20): Load {
  // Node heeds the time that a server names in `Keep-Alive` only where the agent has one of its own, and sends on connections
  // that are due to end; browsers heed it, and ask again.
  const agent = new Agent({ keepAlive: true, timeout: patienceSeconds * 1000 });
  const underWay = new Set<Promise<void>>();
  const ask = (number: number): void => {
    const turn = turns[number % turns.length];
    const person = people[Math.floor(number / turns.length) % people.length];
    if (!turn || !person) return;
    if (underWay.size >= mostUnderWay) {
      tally.fail(turn.kind, `not sent: ${mostUnderWay} are under way already`);
      return;
    }
    const asked = { ...turn.build(), ...(number % 2 === 0 ? { agent } : {}) };
    const done = askAs(person, url, turn.path, asked).then(
      (answer) => {
        if (answer.status === turn.status) tally.succeed(turn.kind);
        else tally.fail(turn.kind, describeAnswer(answer));
      },
      (error: unknown) => {
        tally.fail(turn.kind, describeError(error));
      },
    );
    underWay.add(done);
    void done.then(() => underWay.delete(done));
  };
  const started = performance.now();
  let sent = 0;
  // a timer that comes late, as on a busy machine, makes up for it
  const timer = setInterval(() => {
    const due = ((performance.now() - started) / 1000) * perSecond;
    for (; sent < due; sent += 1) ask(sent);
  }, 10);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
    },
  };
}

function buildCreation(): Asked {
  const key = randomUUID();
  return { method: 'POST', body: { title: `Rolled ${key}` }, headers: { 'idempotency-key': key } };
}

function describeAnswer({ status, headers, text }: Answer): string {
  const where = headers.location ? ` to ${headers.location}` : '';
  return `${status}${where} ${text.slice(0, 200).replace(/\s+/g, ' ')}`;
}
