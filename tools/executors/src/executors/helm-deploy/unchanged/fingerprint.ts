import { createHash } from 'node:crypto';
import type { ContextFile } from '../../container/context';
import type { ImagePlan } from '../image-plan';
import { formatReference } from '../image-reference';
import type { SecretPlan } from '../secret';
import { isValues, type Values } from '../values';

/** All that decides what a release becomes, each part by its label on Helm's record. */
export type Fingerprint = Readonly<Record<string, string>>;

/** What a fingerprint is taken of. */
export interface Ingredients {
  /** The chart's files. */
  chart: readonly ContextFile[];
  /** The given values, one for each file in Helm's order, without those that the executor chooses. */
  layers: readonly Values[];
  images: readonly Pick<ImagePlan, 'key' | 'reference'>[];
  secret: Pick<SecretPlan, 'checksum'> | undefined;
  /** The version of Helm. */
  helm: string;
}

/** What every label of ours on Helm's record starts with. */
export const labelPrefix = 'helm-deploy/';
const imagePrefix = `${labelPrefix}image.`;

/**
 * Whether the chart renders alike each time: `alike` or `differently`. It is no part of what is compared: a release
 * that renders differently is never called unchanged.
 */
export const rendersLabel = `${labelPrefix}renders`;

/** In which revision a deploy of ours was to be recorded: Helm copies all labels, also to one that a person makes. */
export const revisionLabel = `${labelPrefix}revision`;

/** Takes the fingerprint. The release and its namespace are where it is kept. Pure. */
export function takeFingerprint({ chart, layers, images, secret, helm }: Ingredients): Fingerprint {
  return {
    [`${labelPrefix}chart`]: digest(chart),
    [`${labelPrefix}values`]: digest(sortKeys(layers)),
    ...Object.fromEntries(images.map(({ key, reference }) => [imagePrefix + key, digest(formatReference(reference))])),
    [`${labelPrefix}secret`]: secret?.checksum ?? 'none',
    [`${labelPrefix}helm`]: String(Number.parseInt(helm, 10)),
  };
}

/** A part of a fingerprint that is not as it was; an image is named by its component. */
export type Part = { kind: 'chart' | 'values' | 'secret' | 'helm' } | { kind: 'image'; component: string };

/**
 * What differs between a fingerprint and the labels of a release.
 *
 * @returns `undefined` if the release has no fingerprint at all, as one that another program made. Pure.
 */
export function compareFingerprint(wanted: Fingerprint, labels: Readonly<Record<string, string>>): Part[] | undefined {
  const live = readFingerprint(labels);
  if (Object.keys(live).length === 0) return undefined;
  const keys = new Set([...Object.keys(wanted), ...Object.keys(live)]);
  return [...keys].filter((key) => wanted[key] !== live[key]).map(nameOf);
}

/** The labels for Helm: the new fingerprint, and `null`, which removes one, for each that it has no more. Pure. */
export function buildLabels(
  wanted: Fingerprint,
  rendersAlike: boolean,
  live: Readonly<Record<string, string>>,
): Record<string, string> {
  const stale = Object.keys(readFingerprint(live)).filter((key) => wanted[key] === undefined);
  return {
    ...Object.fromEntries(stale.map((key) => [key, 'null'])),
    ...wanted,
    [rendersLabel]: rendersAlike ? 'alike' : 'differently',
  };
}

function readFingerprint(labels: Readonly<Record<string, string>>): Fingerprint {
  const isPart = (key: string): boolean => /^helm-deploy\/(chart|values|secret|helm|image\..+)$/.test(key);
  return Object.fromEntries(Object.entries(labels).filter(([key]) => isPart(key)));
}

function nameOf(key: string): Part {
  if (key.startsWith(imagePrefix)) return { kind: 'image', component: key.slice(imagePrefix.length) };
  return { kind: key.slice(labelPrefix.length) as 'chart' | 'values' | 'secret' | 'helm' };
}

/** Short enough for a label, long enough that two never meet. Pure. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 40);
}

/** The same value with the keys of every map in order. Pure. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isValues(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sortKeys(each)]),
  );
}
