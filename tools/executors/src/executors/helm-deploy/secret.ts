import { createHmac } from 'node:crypto';
import type { Environment } from './environment';

/** The content of a Secret, decoded. */
export type SecretContent = Readonly<Record<string, string>>;

/** What the Secret of a release has to hold, and how that differs from what it holds. */
export interface SecretPlan {
  name: string;
  content: SecretContent;
  /** Keys that are new, other than before, or to be removed; empty means that nothing is written. */
  changed: readonly string[];
  /** Stands for the content without telling anything of it; pods roll when it changes. */
  checksum: string;
}

/** The keys that belong to us; any other key in the Secret is left alone. */
const ownKeys = ['DATABASE_URL', 'BETTER_AUTH_SECRET', 'COHERE_API_KEY', 'POSTGRES_PASSWORD'] as const;

/** Makes a new random secret, such as `() => randomBytes(32).toString('base64url')`. */
export type Generate = () => string;

/**
 * Decides what the Secret holds. What is generated is generated once: a value that lives in the cluster is kept.
 * Pure but for `generate`.
 *
 * @param live the Secret's content in the cluster, or `undefined` if there is none
 * @param withPostgres whether the release brings its own Postgres
 */
export function planSecret(
  name: string,
  given: Environment,
  live: SecretContent | undefined,
  withPostgres: boolean,
  generate: Generate,
): SecretPlan {
  const password = live?.['POSTGRES_PASSWORD'] ?? (withPostgres ? generate() : undefined);
  const own: Record<(typeof ownKeys)[number], string | undefined> = {
    DATABASE_URL: given.DATABASE_URL ?? (password && `postgresql://todo:${password}@todo-app-postgres:5432/todo`),
    BETTER_AUTH_SECRET: given.BETTER_AUTH_SECRET ?? live?.['BETTER_AUTH_SECRET'] ?? generate(),
    COHERE_API_KEY: given.COHERE_API_KEY,
    POSTGRES_PASSWORD: password,
  };
  const content = withoutAbsent({ ...live, ...own });
  return {
    name,
    content,
    changed: ownKeys.filter((key) => own[key] !== live?.[key]),
    checksum: keyedHash(content),
  };
}

/** A hash keyed with the content's own random secret, so that guessing a short value from it is hopeless. Pure. */
export function keyedHash(content: SecretContent): string {
  const { BETTER_AUTH_SECRET: key = '', ...rest } = content;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key).update(JSON.stringify(sorted)).digest('hex').slice(0, 32);
}

function withoutAbsent(content: Readonly<Record<string, string | undefined>>): SecretContent {
  return Object.fromEntries(
    Object.entries(content).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
