import { UserError } from '../../lib/errors';
import type { Run } from '../../lib/run';
import { findLive, isSame, readRevisions } from '../../release/revisions';
import type { Place } from '../../release/place';
import type { ClusterApi } from '../helm-deploy/cluster-api';
import { readCommit, type Sources } from '../helm-deploy/receipt/commit';
import { chooseBase, listSources, type Base, type SourceFacts } from './choose-base';

/** Finds what `nx affected` has to compare with, so that it finds all that differs from what runs. */
export async function readBase(
  run: Run,
  api: Pick<ClusterApi, 'listSecrets' | 'listConfigMaps'>,
  place: Place,
): Promise<Base> {
  const everything = await readEmptyTree(run, place.workspace);
  const live = findLive(await readRevisions(api, place));
  if (!live) return { base: everything, reason: 'everything: nothing is deployed' };
  const sources = listSources(live.receipt);
  if (typeof sources === 'string') return { base: everything, reason: `everything: ${sources}` };
  if (live.receipt && !isSame(live.receipt, live.digests)) {
    return { base: everything, reason: `everything: revision ${live.revision} was made by another program` };
  }
  const [facts, { changed }] = await Promise.all([
    Promise.all(sources.map((each) => readSource(run, place.workspace, each))),
    readCommit(run, place.workspace),
  ]);
  return chooseBase(facts, changed ?? [], everything);
}

/** The id of the tree without files, which git knows without having it. */
export async function readEmptyTree(run: Run, workspace: string): Promise<string> {
  const { stdout, exitCode } = await run(['git', 'hash-object', '-t', 'tree', '/dev/null'], { cwd: workspace });
  if (exitCode !== 0) throw new UserError('Compare with what runs: git does not answer.', 'Install git.');
  return stdout.trim();
}

async function readSource(run: Run, workspace: string, sources: Sources): Promise<SourceFacts> {
  const options = { cwd: workspace, timeoutSeconds: 60 };
  const diff = ['git', 'diff', '--name-only', '--no-renames', '-z', sources.commit, 'HEAD', '--'];
  const [files, ancestor] = await Promise.all([
    run(diff, options),
    run(['git', 'merge-base', '--is-ancestor', sources.commit, 'HEAD'], options),
  ]);
  const sinceThen = files.exitCode === 0 ? files.stdout.split('\0').filter((file) => file !== '') : undefined;
  return { ...sources, sinceThen, isAncestor: ancestor.exitCode === 0 };
}
