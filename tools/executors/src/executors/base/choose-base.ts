import type { Sources } from '../helm-deploy/receipt/commit';
import type { Receipt } from '../helm-deploy/receipt/receipt';

/** What `nx affected` has to compare with, and why. */
export interface Base {
  /** A commit, or the tree without files, beside which everything is new. */
  base: string;
  reason: string;
}

/** What git says of a commit that something was deployed from. */
export interface SourceFacts extends Sources {
  /** The files that differ between it and HEAD; `undefined` if git does not know the commit. */
  sinceThen: readonly string[] | undefined;
  /** Whether HEAD has grown out of it, as Nx compares with the common ancestor. */
  isAncestor: boolean;
}

/**
 * What the parts of a release were built from, each once: the chart and every component, which may have been deployed
 * one by one. Pure.
 *
 * @returns why it is not known, where it is not
 */
export function listSources(receipt: Receipt | undefined): Sources[] | string {
  if (!receipt) return 'no revision that serves has a receipt';
  const { commit, changed, images } = receipt;
  if (commit === null) return 'it was deployed from a workspace without git';
  if (changed === null) return 'it is not known which files differed from the commit that it was deployed from';
  const parts = Object.entries(images).map(([component, { from }]) => ({ component, from }));
  const unknown = parts.find(({ from }) => !from);
  if (unknown) return `it is not known what the image of "${unknown.component}" was built from`;
  const all = [{ commit, changed }, ...parts.flatMap(({ from }) => from ?? [])];
  return [...new Map(all.map((sources) => [JSON.stringify(sources), sources])).values()];
}

/**
 * The commit whose difference to the workspace holds every file that is other than what some part of the release was
 * built from, and of such commits the one with the fewest files more. A file may have been changed and changed back
 * since, so the oldest commit need not be one. Pure.
 *
 * @param now the files of the workspace that differ from HEAD, which Nx adds itself
 * @param everything the tree without files
 */
export function chooseBase(sources: readonly SourceFacts[], now: readonly string[], everything: string): Base {
  const unknown = sources.find(({ sinceThen }) => !sinceThen);
  if (unknown) {
    return { base: everything, reason: `everything: git does not know the commit ${unknown.commit} that runs` };
  }
  const needed = new Set(sources.flatMap(({ sinceThen = [], changed }) => [...sinceThen, ...changed]));
  const [best] = sources
    .filter(({ isAncestor }) => isAncestor)
    .filter(({ sinceThen = [] }) => {
      const covered = new Set([...sinceThen, ...now]);
      return [...needed].every((file) => covered.has(file));
    })
    .sort((a, b) => (a.sinceThen?.length ?? 0) - (b.sinceThen?.length ?? 0));
  if (best) return { base: best.commit, reason: `${needed.size} files differ between what runs and HEAD` };
  const [first] = sources.filter(({ isAncestor }) => !isAncestor);
  return first
    ? { base: everything, reason: `everything: HEAD has not grown out of ${first.commit}, which runs` }
    : { base: everything, reason: 'everything: no one commit tells all that differs from what runs' };
}
