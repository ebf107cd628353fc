import { randomBytes } from 'node:crypto';
import { UserError } from '../../lib/errors';
import { variableNames } from './environment';
import { secretName, type ClusterFacts, type LocalFacts } from './facts';
import { buildImageValues, findComponents, planImages, type ImageFacts, type ImagePlan } from './image-plan';
import { planSecret, type Generate, type SecretContent, type SecretPlan } from './secret';
import type { Settings } from './settings';
import { mergeValues, textAt, valueAt, type Values } from './values';

/** All that a deploy will do, decided before it does anything. */
export interface Plan {
  images: ImagePlan[];
  /** Components that no image was found for. A plan with such is checked, but never carried out. */
  missing: readonly string[];
  /** The Secret to keep; `undefined` where the values name another one or let the chart make its own. */
  secret: SecretPlan | undefined;
  /** The Secret's content in the cluster before this deploy. */
  liveSecret: SecretContent | undefined;
  /** Ours, between the configuration's files and the user's. */
  defaults: Values;
  /** Where data is kept, in words; `undefined` for a chart that wants no secrets. */
  database: string | undefined;
}

const random: Generate = () => randomBytes(32).toString('base64url');

/** Decides everything from the facts. Pure but for `generate`. */
export function buildPlan(
  settings: Settings,
  local: LocalFacts,
  live: ClusterFacts,
  nodes: ImageFacts['nodes'],
  generate: Generate = random,
): { plan: Plan; problems: UserError[] } {
  const chart = local.chart?.values ?? {};
  const base = mergeValues(chart, ...local.baseFiles.map(({ values }) => values));
  const named = mergeValues({}, ...local.files.map(({ values }) => values));
  const defaults = chooseDatabase(chart, named, local.given.DATABASE_URL);
  const merged = mergeValues(base, defaults, named);
  const { plans, problems: missing } = planImages(listComponents(settings, merged), {
    images: local.images,
    live: live.images,
    nodes,
    merged,
    named,
  });
  const problems = [...missing.values()];
  const withPostgres = valueAt(merged, 'postgres', 'enabled') === true;
  const liveSecret = decodeSecret(live.secret?.data);
  const wantsSecrets = valueAt(chart, 'secrets') !== undefined;
  const keepsSecret = wantsSecrets && !namesSecret(mergeValues(base, named));
  if (keepsSecret && !withPostgres && !local.given.DATABASE_URL && !local.hasWrongVariables)
    problems.push(explainNoDatabase());
  return {
    plan: {
      images: plans,
      missing: [...missing.keys()],
      secret: keepsSecret
        ? planSecret(secretName(settings.release), local.given, liveSecret, withPostgres, generate)
        : undefined,
      liveSecret,
      defaults,
      database: wantsSecrets ? (withPostgres ? 'Postgres in the cluster' : 'DATABASE_URL') : undefined,
    },
    problems,
  };
}

/** What the executor alone decides; it comes after all values files. Pure. */
export function buildChosenValues(plan: Plan, chart: Values): Values {
  const { secret } = plan;
  const placeholders = plan.missing.map((key) => [key, { image: { tag: 'missing' } }] as const);
  const secrets = secret ? { secrets: { existing: secret.name, checksum: secret.checksum } } : {};
  return { ...Object.fromEntries(placeholders), ...buildImageValues(plan.images, chart), ...secrets };
}

/**
 * The keys that our Secret will have; `undefined` where we keep none. Those of variables that are complained of already
 * count as there. Pure.
 */
export function listSecretKeys(
  { secret }: Pick<Plan, 'secret'>,
  { hasWrongVariables }: Pick<LocalFacts, 'hasWrongVariables'>,
): string[] | undefined {
  if (!secret) return undefined;
  const isComplainedOf = hasWrongVariables || secret.content['DATABASE_URL'] === undefined;
  return [...Object.keys(secret.content), ...(isComplainedOf ? variableNames : [])];
}

function chooseDatabase(chart: Values, named: Values, databaseUrl: string | undefined): Values {
  const isOpen =
    valueAt(chart, 'postgres', 'enabled') !== undefined && valueAt(named, 'postgres', 'enabled') === undefined;
  return isOpen ? { postgres: { enabled: databaseUrl === undefined } } : {};
}

function listComponents({ components }: Settings, merged: Values): string[] {
  const switchedOff = components.filter(({ key }) => valueAt(merged, key, 'enabled') === false).map(({ key }) => key);
  const all = new Set([...components.map(({ key }) => key), ...findComponents(merged)]);
  return [...all].filter((key) => !switchedOff.includes(key));
}

function namesSecret(values: Values): boolean {
  return valueAt(values, 'secrets', 'create') === true || textAt(values, 'secrets', 'existing') !== undefined;
}

/** What a Secret holds, in plain text. Pure. */
export function decodeSecret(data: Readonly<Record<string, string>> | undefined): SecretContent | undefined {
  if (!data) return undefined;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

function explainNoDatabase(): UserError {
  return new UserError(
    'Choose the database: the values switch the Postgres in the cluster off, and DATABASE_URL is not set.',
    'Set DATABASE_URL in .env (see .env.example), or leave postgres.enabled out of your values.',
  );
}
