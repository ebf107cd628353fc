import { Pool, type PoolClient, type QueryResult } from 'pg';
import { currentErrand, type Errand } from './database-errand';
import { isDatabaseAway } from './database-errors';
import { type Silence, watchSilence } from './database-silence';
import { createTurns } from './turns';

const MOST_CONNECTIONS = 5;
const CONNECT_MILLIS = 3000;
const IDLE_MILLIS = 10_000;
/** Leaves room for the rest of a request that has to be answered within three seconds. */
const SILENCE_MILLIS = 2000;
/** A connection that was used so recently is taken for alive; of any other one a word is wanted within this time. */
const FRESH_MILLIS = 1000;
const PING_MILLIS = 500;
/** After a failure to connect nobody tries again for so long: whoever comes meanwhile is answered at once. */
const PAUSE_MILLIS = 1000;

/** What Better Auth's query builder needs of a pool. */
export interface Database {
  connect: () => Promise<Connection>;
  end: () => Promise<void>;
}

export interface Connection {
  query: (text: string, values: readonly unknown[]) => Promise<QueryResult>;
  release: () => void;
}

/**
 * A small pool whose idle connections close, so that a database that sleeps when nobody asks can sleep.
 * A connection that breaks while idle is dropped and replaced at the next query.
 */
export function openPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    // Requests take turns for so many; as many again may hang on their way to a database that was just away.
    max: 2 * MOST_CONNECTIONS,
    idleTimeoutMillis: IDLE_MILLIS,
    connectionTimeoutMillis: CONNECT_MILLIS,
    keepAlive: true,
    application_name: 'todo-frontend',
  });
  pool.on('error', (error) => {
    console.warn(
      JSON.stringify({ level: 'warning', message: 'An idle database connection broke', error: error.message }),
    );
  });
  return pool;
}

/**
 * The pool as requests see it: a connection is alive when it is handed out, nobody waits for a database that is silent,
 * and one that is away is noted in the errand of the request.
 */
export function openDatabase(pool: Pool): Database {
  const silence = watchSilence(SILENCE_MILLIS);
  const turns = createTurns(MOST_CONNECTIONS);
  const lastUse = new WeakMap<PoolClient, number>();
  /** Connections that were last used before this moment went the same way as one that did not answer. */
  let suspectBefore = 0;
  let pause: { until: number; reason: unknown } | undefined;

  /** Waits for something that is given back when it comes too late. */
  async function wait<T>(coming: Promise<T>, giveBack: (late: T) => void, { deadline }: Errand): Promise<T> {
    try {
      return await silence.bear(coming, deadline);
    } catch (error) {
      coming.then(giveBack, () => undefined);
      throw error;
    }
  }

  async function open(errand: Errand): Promise<PoolClient> {
    if (pause && Date.now() < pause.until) throw pause.reason;
    try {
      const client = await wait(
        pool.connect(),
        (late) => {
          late.release();
        },
        errand,
      );
      silence.hear();
      return client;
    } catch (reason) {
      if (isDatabaseAway(reason)) pause = { until: Date.now() + PAUSE_MILLIS, reason };
      throw reason;
    }
  }

  async function openAlive(errand: Errand): Promise<PoolClient> {
    for (;;) {
      const client = await open(errand);
      const used = lastUse.get(client);
      if (used === undefined || Date.now() - used < FRESH_MILLIS) return client;
      if (used >= suspectBefore && (await answers(client))) return client;
      suspectBefore = Date.now();
      client.release(true);
    }
  }

  async function connect(errand: Errand): Promise<Connection> {
    await wait(turns.take(), turns.end, errand);
    try {
      const client = await openAlive(errand);
      return watch(client, silence, errand, () => {
        lastUse.set(client, Date.now());
        turns.end();
      });
    } catch (error) {
      turns.end();
      throw error;
    }
  }

  return {
    connect: async () => {
      const errand = currentErrand();
      try {
        return await connect(errand);
      } catch (error) {
        note(errand, error);
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

function watch(client: PoolClient, silence: Silence, errand: Errand, onRelease: () => void): Connection {
  let isBroken = false;
  return {
    query: async (text, values) => {
      try {
        const result = await silence.bear(client.query(text, [...values]), errand.deadline);
        silence.hear();
        return result;
      } catch (error) {
        isBroken ||= isDatabaseAway(error);
        note(errand, error);
        throw error;
      }
    },
    release: () => {
      client.release(isBroken);
      onRelease();
    },
  };
}

async function answers(client: PoolClient): Promise<boolean> {
  try {
    // `pg` takes a timeout with a query, which its types do not know.
    await client.query({ text: 'SELECT 1', query_timeout: PING_MILLIS } as { text: string });
    return true;
  } catch {
    return false;
  }
}

function note(errand: Errand, error: unknown): void {
  if (isDatabaseAway(error)) errand.failure ??= error;
}
