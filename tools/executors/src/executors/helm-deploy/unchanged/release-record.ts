import { gunzipSync } from 'node:zlib';
import type { V1Secret } from '@kubernetes/client-node';
import { isValues, type Values } from '../values';
import { digest, sortKeys } from './fingerprint';

/** What Helm keeps of one revision, as far as it is read here. */
export interface ReleaseRecord {
  revision: number;
  /** Labels of the record, Helm's own and those of the deploy. */
  labels: Readonly<Record<string, string>>;
  /** When it was deployed, in milliseconds since 1970. */
  deployedAt: number;
  /** The values that were given, without the chart's own. */
  config: Values;
  /** The objects as they were rendered, hooks left out. */
  manifest: string;
  /** The revision whose content it repeats, if it is a way back. */
  rollbackOf?: number;
}

/**
 * Reads Helm's record of a revision: JSON, packed with gzip, in base64, in a Secret of the release's namespace (Helm:
 * pkg/storage/driver/util.go). Pure.
 *
 * @returns `undefined` where there is no such record, or none that can be read
 */
export function parseRecord({ metadata, data }: V1Secret): ReleaseRecord | undefined {
  const release = unpack(data?.['release']);
  if (!release) return undefined;
  const { version, info, config, manifest } = release;
  return {
    revision: version,
    labels: metadata?.labels ?? {},
    deployedAt: Date.parse(info.last_deployed),
    config: isValues(config) ? config : {},
    manifest,
    ...parseRollback(info.description),
  };
}

/** Helm 4 alone has a field of its own for it; both say it in words. */
function parseRollback(description: string | undefined): Pick<ReleaseRecord, 'rollbackOf'> {
  const number = /^Rollback to (\d+)$/.exec(description ?? '')?.[1];
  return number === undefined ? {} : { rollbackOf: Number(number) };
}

/** The revision that the content of a record was made in, on all ways back through those that are still kept. Pure. */
export function findOrigin(record: ReleaseRecord, secrets: readonly V1Secret[]): number {
  if (record.rollbackOf === undefined) return record.revision;
  const secret = secrets.find(({ metadata }) => metadata?.labels?.['version'] === String(record.rollbackOf));
  const before = secret && parseRecord(secret);
  return before ? findOrigin(before, secrets) : record.rollbackOf;
}

/** What tells the content of one record from that of another. A way back repeats all of them. */
export interface RecordDigests {
  /** Of the chart with all its files. */
  chart: string;
  /** Of the values that were given. */
  values: string;
  /** Of the objects as they were rendered. */
  manifest: string;
}

/** The digests of Helm's record of a revision; empty where there is none that can be read. Pure. */
export function digestRecord({ data }: Pick<V1Secret, 'data'>): RecordDigests {
  const release = unpack(data?.['release']);
  if (!release) return { chart: '', values: '', manifest: '' };
  const { chart, config, manifest } = release;
  return { chart: digest(sortKeys(chart ?? null)), values: digest(sortKeys(config ?? {})), manifest: digest(manifest) };
}

function unpack(packed: string | undefined): HelmRelease | undefined {
  if (!packed) return undefined;
  try {
    const text = gunzipSync(Buffer.from(Buffer.from(packed, 'base64').toString(), 'base64')).toString();
    const release = JSON.parse(text) as unknown;
    return isValues(release) && isValues(release['info']) ? (release as unknown as HelmRelease) : undefined;
  } catch {
    return undefined;
  }
}

interface HelmRelease {
  version: number;
  info: { last_deployed: string; description?: string };
  chart?: unknown;
  config?: unknown;
  manifest: string;
}
