import type { Database } from './database';

/** So many requests within so many seconds. */
export interface RateRule {
  window: number;
  max: number;
}

export interface RateDecision {
  allowed: boolean;
  /** Seconds until the window ends, when not allowed. */
  retryAfter: number | null;
}

/**
 * Counts one request in one statement, by the database's clock: replicas share the count, two requests at once are two,
 * and the window begins with its first request. Better Auth's own counting begins it anew with every request, which ends
 * in a refusal for whoever comes seldom but steadily.
 */
const COUNT = `
  INSERT INTO "rateLimit" AS seen (id, key, count, "lastRequest")
  VALUES ($2, $1, 1, (extract(epoch FROM now()) * 1000)::bigint)
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN seen."lastRequest" <= excluded."lastRequest" - $3::bigint THEN 1 ELSE seen.count + 1 END,
    "lastRequest" = CASE WHEN seen."lastRequest" <= excluded."lastRequest" - $3::bigint THEN excluded."lastRequest"
                         ELSE seen."lastRequest" END
  RETURNING count, "lastRequest" + $3::bigint - (extract(epoch FROM now()) * 1000)::bigint AS rest`;

/** Forgets those who have not come for an hour; a row that somebody else holds stays for the next time. */
const SWEEP = `
  DELETE FROM "rateLimit" WHERE id IN (
    SELECT id FROM "rateLimit" WHERE "lastRequest" < (extract(epoch FROM now()) * 1000)::bigint - 3600000
    LIMIT 1000 FOR UPDATE SKIP LOCKED)`;

/** Rate limits that all replicas share, in Better Auth's own table. */
export function createRateLimitStorage(database: Database) {
  return {
    consume: async (key: string, rule: RateRule): Promise<RateDecision> => {
      const connection = await database.connect();
      try {
        const { rows } = await connection.query(COUNT, [key, crypto.randomUUID(), rule.window * 1000]);
        const row = rows[0] as CountedRow;
        if (row.count === 1) await connection.query(SWEEP, []);
        return decide(row, rule);
      } finally {
        connection.release();
      }
    },
  };
}

/** What the database returns; `pg` reads a `bigint` as text. */
interface CountedRow {
  count: number;
  rest: string;
}

/** The decision for the row as the database left it. */
export function decide({ count, rest }: CountedRow, { max }: RateRule): RateDecision {
  if (count <= max) return { allowed: true, retryAfter: null };
  return { allowed: false, retryAfter: Math.max(1, Math.ceil(Number(rest) / 1000)) };
}
