import { isDeepStrictEqual } from 'node:util';
import { formatReference } from '../image-reference';
import type { Prepared } from '../prepare';
import { findLiveImage } from '../release-state';
import { mergeValues, isValues, type Values, type ValuesFile } from '../values';
import { describeDrift } from './drift';
import type { Part } from './fingerprint';
import { formatAge } from './judge';

/** Hash of each file that went into a part of a release, by its path. */
export type Files = Readonly<Record<string, string>>;

/** The files of the chart and of each image, as they are now and as they were deployed; absent where nobody kept them. */
export interface FilesOfParts {
  now: Readonly<Record<string, Files>>;
  before: Readonly<Record<string, Files>>;
}

/** Why there will be a new revision, or why not: one line for each reason. Pure. */
export function describeStanding(prepared: Prepared, files: FilesOfParts, now: number): string[] {
  const { standing } = prepared;
  if (standing.kind === 'first') return ['first install'];
  if (standing.kind === 'foreign')
    return [`revision ${standing.revision} was not made by this executor: it is taken over`];
  if (standing.kind === 'unchanged')
    return [`nothing, unchanged since revision ${standing.revision} (${formatAge(now - standing.deployedAt)})`];
  if (standing.kind === 'unready') return [...standing.others];
  return [
    ...standing.parts.map((part) => describePart(part, prepared, files)),
    ...standing.others,
    ...standing.drift.map(describeDrift),
  ];
}

function describePart(part: Part, { plan, live, local }: Prepared, { now, before }: FilesOfParts): string {
  switch (part.kind) {
    case 'chart':
      return `chart: ${formatNames(listChanged(now['chart'], before['chart'])) || 'its files'}`;
    case 'values':
      return `values: ${formatNames(listChangedValues(live.record?.config ?? {}, plan, local)) || 'their order'}`;
    case 'secret':
      return `secret: ${plan.secret?.changed.join(', ') || 'which one it is'}`;
    case 'helm':
      return `Helm ${local.helm?.version ?? ''}`;
    case 'image': {
      const { component } = part;
      const names = formatNames(listChanged(now[component], before[component]));
      if (names) return `${component} image: ${names}`;
      const wanted = plan.images.find(({ key }) => key === component);
      const old = findLiveImage(live.images, component)?.image ?? 'none';
      return `${component} image: ${wanted ? formatReference(wanted.reference) : 'none'} instead of ${old}`;
    }
  }
}

/** Files that are new, other than before, or gone; none where one side is not known. Pure. */
export function listChanged(now: Files | undefined, before: Files | undefined): string[] {
  if (!now || !before) return [];
  return [...new Set([...Object.keys(now), ...Object.keys(before)])]
    .filter((path) => now[path] !== before[path])
    .sort();
}

/** The keys whose value is another one than before, each with the file that sets it now. Pure. */
export function listChangedValues(
  before: Values,
  plan: Pick<Prepared['plan'], 'defaults' | 'images'>,
  { baseFiles, files }: Pick<Prepared['local'], 'baseFiles' | 'files'>,
): string[] {
  const all = [...baseFiles, ...files];
  const chosen = [...plan.images.map(({ key }) => `${key}.image`), 'secrets.existing', 'secrets.checksum'];
  const isChosen = (key: string): boolean => chosen.some((each) => key === each || key.startsWith(`${each}.`));
  const now = mergeValues(
    ...baseFiles.map(({ values }) => values),
    plan.defaults,
    ...files.map(({ values }) => values),
  );
  return listDifferences(before, now)
    .filter((keys) => !isChosen(keys.join('.')))
    .map((keys) => `${nameSource(all, keys)}${keys.join('.')}`);
}

/** The paths of keys under which two values differ. Pure. */
export function listDifferences(before: unknown, now: unknown, keys: readonly string[] = []): (readonly string[])[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (!isValues(before ?? {}) || !isValues(now ?? {})) return [keys];
  const [left, right] = [(before ?? {}) as Values, (now ?? {}) as Values];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    listDifferences(left[key], right[key], [...keys, key]),
  );
}

function nameSource(files: readonly ValuesFile[], keys: readonly string[]): string {
  const file = [...files].reverse().find(({ lineOf }) => lineOf(keys) !== undefined);
  return file ? `${file.name}: ` : '';
}

/** The first name and how many more there are; nothing of none. */
function formatNames([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  if (others.length === 0) return first;
  return `${first} and ${others.length} more`;
}
